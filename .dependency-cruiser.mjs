/** Who may import whom (the arrows point to the steadier folder). `npm run lint` checks it. */
const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    never(
      'schemas-stand-alone',
      'schemas/ holds words, no behaviour',
      '^schemas/',
      '^(events|workflows|functions|infra|test|web)/',
    ),
    never('events-know-schemas-only', 'events/ is the model', '^events/', '^(workflows|functions|infra|test|web)/'),
    never(
      'workflows-know-schemas-only',
      'contracts are words too',
      '^workflows/',
      '^(events|functions|infra|test|web)/',
    ),
    never('functions-below-infra', 'handlers do not know where they run', '^functions/', '^(infra|test|web)/'),
    never('infra-below-test', 'what runs does not know its tests', '^infra/', '^(test|web)/'),
    never(
      'the-cli-is-a-client',
      'it talks to the API with a token; the house behind it could be anywhere',
      '^infra/cli/',
      '^(events|functions|workflows)/|^infra/(?!cli/)',
    ),
    never('events-are-pure', 'no AWS package and no middy in the model', '^events/', 'node_modules/(@aws|@middy|aws-)'),
    never(
      'streams-do-not-know-each-other',
      'they meet in a workflow or a projection',
      '^events/(session)/',
      '^events/(account)/',
    ),
    never(
      'streams-do-not-know-each-other-2',
      'they meet in a workflow or a projection',
      '^events/(account)/',
      '^events/(session)/',
    ),
    {
      name: 'streams-have-one-face',
      comment: 'a stream folder is entered by its index.ts',
      severity: 'error',
      from: { path: '^(functions|infra|workflows)/|^events/projections/' },
      to: { path: '^events/(session|account)/(?!index\\.ts$)' },
    },
    {
      name: 'handlers-take-ports',
      comment: 'only index.ts, runtime/parts.ts and adapters create clients',
      severity: 'error',
      from: { path: '^functions/(?!adapters/|.*index\\.ts$|runtime/(parts|stream)\\.ts$|model/bedrock\\.ts$)' },
      to: { path: '^functions/adapters/|node_modules/@aws-sdk' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '^(test|infra)/|\\.d\\.ts$' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
