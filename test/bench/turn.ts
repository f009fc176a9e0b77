/** A whole turn on the local runtime: what it consumes, and how long it takes beside the model. */
import type { Model } from '../../schemas/converse.ts';
import { startLocal } from '../support/local.ts';
import { metered, type Consumption } from '../support/meter.ts';
import { asksFor, says } from '../support/models.ts';
import { ms, percentile, type Row } from './measure.ts';
import { putCommits, sessionCommits } from './sessions.ts';

/** A model that costs no time: one round of tools, then an answer of usual length. */
const instant: Model = async ({ messages }) =>
  messages.at(-1)!.content.some((block) => 'toolResult' in block)
    ? says(`This sounds most like worn brake pads. ${'Look through the wheel spokes at the lining first. '.repeat(9)}`)
    : asksFor('symptom_diagnosis_analyzer', { symptoms: 'The brakes squeal when I slow down' });

const LONG = '99999999-9999-4999-8999-999999999999';

/** The units of one turn with one tool round at the start and after many turns, and the time it takes. */
export const benchTurn = async (rounds: number, turns = 2_000): Promise<Row[]> => {
  const dixon = await startLocal({ model: instant });
  try {
    await putCommits(dixon.dynamodb, await sessionCommits(dixon.vault, 'user-sam', LONG, turns));
    await dixon.caughtUp();
    const first = await dixon.send('The brakes squeal');
    await dixon.caughtUp();
    const meter = metered(dixon.dynamodb);
    const cost = (conversationId: string): Promise<Consumption> =>
      meter(async () => {
        await dixon.send('The brakes squeal when I slow down', { conversationId });
        await dixon.caughtUp();
      });
    const young = await cost(first.conversationId);
    const old = await cost(LONG);

    const times: number[] = [];
    for (let round = -5; round < rounds; round += 1) {
      const started = performance.now();
      await dixon.send('The brakes squeal when I slow down', { conversationId: LONG });
      if (round >= 0) times.push(performance.now() - started);
    }
    const units = (what: string, at: Consumption): Row => ({
      what: `units of a turn with one tool round, ${what}: keys and views too`,
      measured: `${at.write} WCU, ${at.read} RCU`,
      beside: `${at.table('events').write} WCU for store and index, ${at.requests} requests`,
      reach: '≤ 12 WCU, ≤ 12 RCU, ≤ 6 WCU store',
      holds: at.write <= 12 && at.read <= 12 && at.table('events').write <= 6,
    });
    const p95 = percentile(times, 0.95);
    return [
      units('turn 2', young),
      units(`turn ${turns + 1}`, old),
      {
        what: 'turn overhead without model time, one tool round (p95)',
        measured: ms(p95),
        beside: `p50 ${ms(percentile(times, 0.5))}`,
        reach: '≤ 60 ms',
        holds: p95 <= 60,
      },
    ];
  } finally {
    await dixon.stop();
  }
};
