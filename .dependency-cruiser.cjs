/** The import table of the house. Each rule is a sentence that says what to do instead. */

// Layers of shared/, left to right; a file may import its own layer and those before it.
const LAYERS = ['base', 'evidence', 'collect', 'artifacts', 'correlate', 'report', 'engine', 'host-api'];
const TEST = '\\.test\\.tsx?$|/testing/';

const layerRules = LAYERS.slice(0, -1).map((layer, i) => ({
  name: `shared-${layer}-looks-left`,
  comment: `shared/${layer} may not import ${LAYERS.slice(i + 1).join(', ')}: move what both need to the left, or the importer to the right.`,
  severity: 'error',
  from: { path: `^shared/${layer}/`, pathNot: TEST },
  to: { path: `^shared/(${LAYERS.slice(i + 1).join('|')})/` },
}));

const only = (name, packages, home, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(shared|electron|renderer)/', pathNot: home },
  to: { path: `^node_modules/(${packages})(/|$)` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'Cycles hide which way data flows: move the shared part to its own file on the left.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dead-files',
      comment: 'Nothing imports this file: delete it, or name it in the entry points.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: `${TEST}|\\.d\\.ts$|/_template/|^electron/(main|web|cli)\\.ts$|^electron/host/engine/(engine-worker|reading-thread)\\.ts$|^electron/doors/desktop/preload\\.ts$|^renderer/((workbench/)?main\\.tsx|workbench/boot\\.ts|host/embedded/worker\\.ts|(workbench/)?vite\\.config\\.ts)$`,
      },
      to: {},
    },
    ...layerRules,
    {
      name: 'shared-is-pure',
      comment: 'shared/ does no I/O and knows no runtime: pass the bytes, the time or the capability in from electron/host or renderer.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-imports-few-packages',
      comment: 'shared/ may import only zod (at the borders) and i18next (translation): keep other libraries behind an interface.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { path: '^node_modules/', pathNot: '^node_modules/(zod|i18next)/' },
    },
    { name: 'shared-stands-alone', comment: 'shared/ may not reach into electron/ or renderer/: define an interface in shared/ and implement it there.', severity: 'error', from: { path: '^shared/' }, to: { path: '^(electron|renderer)/' } },
    {
      name: 'kinds-do-not-import-each-other',
      comment: 'Kinds never import each other: a join of two kinds belongs in shared/correlate/.',
      severity: 'error',
      from: { path: '^shared/artifacts/([^/]+)/' },
      // Not a kind: the rows of ps, top and /proc, from which two kinds are made.
      to: { path: '^shared/artifacts/([^/]+)/', pathNot: '^shared/artifacts/($1|process-table)/' },
    },
    {
      name: 'kinds-through-the-registry',
      comment: 'Reach a kind through shared/artifacts/registry.ts, or import only its model and the words to read it by (`*-reading.ts`).',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: `^shared/artifacts/|${TEST}` },
      to: { path: '^shared/artifacts/[^/]+/', pathNot: '/(model|[a-z]+-reading)\\.ts$' },
    },
    { name: 'renderer-speaks-host-api', comment: 'The renderer reaches the host through HostApi only: add a row to shared/host-api/contract.ts.', severity: 'error', from: { path: '^renderer/' }, to: { path: '^electron/' } },
    { name: 'renderer-has-no-node', comment: 'The renderer runs in a sandbox without Node: ask the host.', severity: 'error', from: { path: '^renderer/', pathNot: `^renderer/(workbench/)?vite\\.config\\.ts$|${TEST}` }, to: { dependencyTypes: ['core'] } },
    { name: 'host-knows-no-door', comment: 'The host serves every door alike: emit an event or return a value instead of calling a door.', severity: 'error', from: { path: '^electron/host/' }, to: { path: '^electron/doors/' } },
    { name: 'doors-stay-apart', comment: 'Doors do not import each other: what two doors share belongs to the contract or the host.', severity: 'error', from: { path: '^electron/doors/([^/]+)/', pathNot: TEST }, to: { path: '^electron/doors/([^/]+)/', pathNot: '^electron/doors/$1/' } },
    only('electron-only-in-desktop', 'electron', '^electron/doors/desktop/', 'Only electron/doors/desktop may import electron: keep the behaviour behind the contract, so that it runs in every door.'),
    only('ssh2-only-in-its-transport', 'ssh2', '^electron/host/transports/ssh/', 'Only the ssh transport imports ssh2: use the Transport interface.'),
    only('archive-libraries-in-their-rooms', 'yauzl|tar-stream|xz-decompress', `^electron/host/archives/|${TEST}`, 'Only electron/host/archives unpacks: use walkArchive, which holds the limits.'),
    only('zip-writer-in-its-rooms', 'yazl', '^electron/host/(bundle/|write-zip\\.ts$)', 'Only the bundle and writeZip pack: call writeZip.'),
    only('websocket-and-yaml-only-in-kubernetes', 'ws|js-yaml', '^electron/host/transports/kubernetes/', 'Only the kubernetes transport opens WebSockets and reads YAML: use the Transport interface.'),
    only('table-library-only-in-data-table', '@tanstack', '^renderer/widgets/DataTable/', 'Only DataTable imports @tanstack: use the DataTable widget.'),
    only('chart-library-only-in-chart', 'uplot', '^renderer/widgets/Chart/', 'Only Chart imports uplot: use the Chart widget.'),
    only('graph-layout-only-in-graph-picture', '@dagrejs', '^renderer/widgets/GraphPicture/', 'Only GraphPicture imports @dagrejs/dagre: use the GraphPicture widget.'),
    only('monaco-only-in-raw-text', 'monaco-editor', '^renderer/widgets/RawText/', 'Only RawText imports monaco-editor: use the RawText widget.'),
    only('commander-only-in-cli', 'commander', '^electron/doors/cli/', 'Only the CLI door parses command lines.'),
    { name: 'no-undeclared-packages', comment: 'Declare the package in package.json before importing it.', severity: 'error', from: { path: '^(shared|electron|renderer)/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$|\\?worker(&inline)?$|^node_modules/.*\\.d\\.ts$' },
    moduleSystems: ['es6', 'cjs'],
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
