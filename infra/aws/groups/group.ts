import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import * as grants from '../grants/index.ts';
import type { Home, Variable } from '../home.ts';

export type Group = {
  does: string;
  /** Lambda gives CPU by memory: 1,769 MB is one whole core. */
  memoryMB: number;
  timeoutSeconds: number;
  knows: readonly Variable[];
  may: (home: Home, role: IRole, scope: Construct) => void;
  /** Files that it reads beside its code. */
  data?: (scope: Construct) => ILayerVersion;
  /** Whether its role may send traces. */
  traced?: false;
};

/** What `storeFromEnvironment` asks for. */
export const STORE = ['EVENTS_TABLE', 'KEYS_TABLE', 'KMS_KEY_ID'] as const;

export const mayUseStore = (home: Home, role: IRole): void => {
  grants.mayAppend(home.events, role);
  grants.mayRead(home.events, role);
  grants.mayUseKeys(home, role);
};

/** Read what happened, and add nothing to it. */
export const mayReadStore = (home: Home, role: IRole): void => {
  grants.mayRead(home.events, role);
  grants.mayOpenKeys(home, role);
};
