import * as z from 'zod';
import { existing, session, sessionStream } from '../../../events/session/index.ts';
import { SessionId } from '../../../schemas/values.ts';
import { parse } from '../../runtime/parse.ts';
import type { ApiParts } from '../ports.ts';
import type { Principal } from '../principal.ts';

const Arguments = z.object({ sessionId: SessionId });

/** SPEC A10 `getSessionContext`: one query for one commit. Throws `NotFound`. */
export const getSessionContext =
  ({ store }: ApiParts) =>
  async (args: unknown, { userId }: Principal) => {
    const { sessionId } = parse(Arguments, args);
    const loaded = await store.load(session, sessionStream(userId, sessionId), { consistent: true });
    const state = existing(loaded.state);
    return {
      sessionId,
      diagnosticLevel: state.level,
      preferences: { partsPreference: 'equivalent', costDisplay: 'summary' },
      interactionSummary: { diagnosedIssues: state.diagnosedIssues, partsDiscussed: [], costEstimatesProvided: false },
      lastDiagnosis: state.diagnosis?.causes ?? [],
    };
  };
