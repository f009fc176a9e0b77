/** The grants to set something going, and to leave behind what an operator looks at. */
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { allow } from './allow.ts';

/** One synchronous turn. Only `api` asks for one. */
export const mayRunChatTurn = (machine: StateMachine, who: IGrantable): void =>
  allow(who, 'MayRunChatTurn', ['states:StartSyncExecution'], machine.stateMachineArn);

export const mayRunDecodeVin = (machine: StateMachine, who: IGrantable): void =>
  allow(who, 'MayRunDecodeVin', ['states:StartSyncExecution'], machine.stateMachineArn);

export const mayStartEraseData = ({ eraseData }: { eraseData: StateMachine }, who: IGrantable): void =>
  allow(who, 'MayStartEraseData', ['states:StartExecution'], eraseData.stateMachineArn);

/** Begin jobs. Neither stop nor look at one: what became of it, its stream says. */
export const mayStartJobs = (
  machines: Record<'eraseData' | 'exportData' | 'verifyHistory' | 'rebuildView', StateMachine>,
  who: IGrantable,
): void => {
  const { eraseData, exportData, verifyHistory, rebuildView } = machines;
  mayStartEraseData({ eraseData }, who);
  allow(who, 'MayStartExportData', ['states:StartExecution'], exportData.stateMachineArn);
  allow(who, 'MayStartVerifyHistory', ['states:StartExecution'], verifyHistory.stateMachineArn);
  allow(who, 'MayStartRebuildView', ['states:StartExecution'], rebuildView.stateMachineArn);
};

export const mayInvoke = ({ name, fn }: { name: string; fn: IFunction }, who: IGrantable): void =>
  allow(who, `MayInvoke${name[0]!.toUpperCase()}${name.slice(1)}`, ['lambda:InvokeFunction'], fn.functionArn);

export const mayWriteLogs = (logs: ILogGroup, who: IGrantable): void =>
  allow(who, 'MayWriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logs.logGroupArn);

/** Set aside what could not be consumed. */
export const maySetAside = (queue: IQueue, who: IGrantable): void =>
  allow(who, 'MaySetAside', ['sqs:SendMessage'], queue.queueArn);
