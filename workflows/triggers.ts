/**
 * What happens by itself, said once: CDK makes EventBridge schedules of it, the local runtime makes timers.
 *
 * A schedule names the function group it calls and the input it gives.
 */
export type Schedule = {
  name: string;
  every: { minutes: number };
  /** Function group, as in `functions/<group>`. */
  target: 'sweep';
  input: { task: string; input: Record<string, unknown> };
};

export const schedules: readonly Schedule[] = [
  {
    // an open turn counts as abandoned after 2 minutes; ten minutes of look-back forgive a few missed runs
    name: 'reconcile',
    every: { minutes: 1 },
    target: 'sweep',
    input: { task: 'Reconcile', input: { lookBackMinutes: 10 } },
  },
  {
    // and once a day everything of the last two, for whatever a longer outage left open
    name: 'reconcile-daily',
    every: { minutes: 1_440 },
    target: 'sweep',
    input: { task: 'Reconcile', input: { lookBackMinutes: 2_880 } },
  },
];
