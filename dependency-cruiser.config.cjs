/** The fence: who may import whom. `test/boundaries` holds planted breaches of every rule, which must all be caught. */
const test = '[.]test[.]tsx?$|-suite[.]ts$|/testing/'
const feature = 'src-main/features/([^/]+)/'

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'A cycle has no order to read or to start in.'),
    forbid(
      'resolvable',
      {},
      { couldNotResolve: true },
      'An import that resolves to nothing hides from every other rule.',
    ),
    forbid(
      'shared-is-pure',
      { path: '^src-shared/', pathNot: test },
      { pathNot: ['^src-shared/', 'node_modules/(zod|@orpc/contract)/'] },
      'src-shared runs everywhere: it imports itself, zod and the contract library.',
    ),
    forbid(
      'no-node-outside-main',
      { path: '^src-(shared|renderer)/', pathNot: test },
      { dependencyTypes: ['core'] },
      'The renderer and src-shared have no Node.',
    ),
    forbid(
      'renderer-stays-out-of-main',
      { path: '^src-renderer/' },
      { path: '^src-main/' },
      'The renderer knows the contract only.',
    ),
    forbid(
      'main-stays-out-of-renderer',
      { path: '^src-main/' },
      { path: '^src-renderer/' },
      'The core knows no screen.',
    ),
    forbid(
      'engine-is-alone',
      { path: '^src-main/engine/', pathNot: test },
      { path: ['^src-main/(?!engine/)', '^src-shared/'] },
      'The engine knows nothing of the application.',
    ),
    forbid(
      'engine-front-door',
      { path: '^src-main/(?!engine/)', pathNot: test },
      { path: '^src-main/engine/[^/]+/', pathNot: '^src-main/engine/[^/]+/index[.]ts$' },
      'An engine is used through its index.ts.',
    ),
    forbid(
      'platform-below',
      { path: '^src-main/platform/', pathNot: test },
      { path: '^src-main/(storage|features|app|hosts)/' },
      'Platform declares ports; what implements them lies above.',
    ),
    forbid(
      'storage-below',
      { path: '^src-main/storage/', pathNot: test },
      { path: '^src-main/(features|app|hosts)/' },
      'Storage serves features, it does not know them.',
    ),
    forbid(
      'features-below',
      { path: '^src-main/features/', pathNot: test },
      { path: '^src-main/(app|hosts)/' },
      'Features are wired by app, not the other way round.',
    ),
    forbid(
      'feature-front-door',
      { path: `^${feature}`, pathNot: test },
      { path: `^${feature}`, pathNot: ['^src-main/features/$1/', '^src-main/features/[^/]+/index[.]ts$'] },
      'A feature reaches another only through its index.ts.',
    ),
    forbid(
      'app-uses-front-doors',
      { path: '^src-main/(app|hosts)/', pathNot: test },
      { path: '^src-main/features/[^/]+/', pathNot: '^src-main/features/[^/]+/index[.]ts$' },
      'Outside a feature only its index.ts is known.',
    ),
    forbid(
      'app-below-hosts',
      { path: '^src-main/app/', pathNot: test },
      { path: '^src-main/hosts/' },
      'Hosts start the application, it does not know them.',
    ),
    forbid(
      'hosts-apart',
      { path: '^src-main/hosts/([^/]+)/', pathNot: test },
      { path: '^src-main/hosts/([^/]+)/', pathNot: '^src-main/hosts/$1/' },
      'Hosts never import each other; bin/ puts the command line and the server together.',
    ),
    forbid(
      'electron-in-its-host',
      { path: '^src-', pathNot: '^src-main/hosts/electron/' },
      { path: '(^|node_modules/)electron(/|$)' },
      'Electron is known to its host alone.',
    ),
    forbid(
      'sql-in-repositories',
      {
        path: '^src-main/',
        pathNot: [
          test,
          '^src-main/storage/',
          '^src-main/features/[^/]+/repository[.]ts$',
          '^src-main/features/.+/repository/',
        ],
      },
      { path: 'node_modules/(kysely|better-sqlite3|pg)/' },
      'SQL stands in repository.ts and storage only.',
    ),
    forbid(
      'native-calls-in-filesystem',
      { path: '^src-', pathNot: '^src-main/engine/filesystem/' },
      { path: 'node_modules/koffi/' },
      'Native calls are made in engine/filesystem alone.',
    ),
    forbid(
      'renderer-layers',
      { path: '^src-renderer/(ui|api)/', pathNot: test },
      { path: '^src-renderer/(features|app)/' },
      'The design system and the client know no feature.',
    ),
    forbid(
      'renderer-features-below-app',
      { path: '^src-renderer/features/', pathNot: test },
      { path: '^src-renderer/app/' },
      'Screens are mounted by app and do not know it.',
    ),
    forbid(
      'renderer-feature-front-door',
      { path: '^src-renderer/features/([^/]+)/', pathNot: test },
      {
        path: '^src-renderer/features/([^/]+)/',
        pathNot: ['^src-renderer/features/$1/', '^src-renderer/features/[^/]+/index[.]tsx?$'],
      },
      'A screen reaches another feature only through its index.ts.',
    ),
    forbid(
      'nobody-imports-tests',
      { path: '^(src-|scripts/)', pathNot: test },
      { path: ['^test/', '[.]test[.]tsx?$'] },
      'Product code never leans on test code.',
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
