/** A small tree of files with one breach in it, and the rule that must catch it. */
export interface PlantedBreach {
  readonly rule: string
  readonly files: Readonly<Record<string, string>>
}

const empty = 'export const nothing = 0\n'
const uses = (path: string) => `import { nothing } from '${path}'\nexport const again = nothing\n`

function plant(rule: string, from: string, to: string): PlantedBreach {
  const specifier = to
    .replace(/^src-main\//, '#main/')
    .replace(/^src-shared\//, '#shared/')
    .replace(/^src-renderer\//, '#renderer/')
    .replace(/^test\//, '#test/')
  return { rule, files: { [from]: uses(specifier), [to]: empty } }
}

function plantPackage(rule: string, from: string, specifier: string): PlantedBreach {
  return { rule, files: { [from]: `import * as found from '${specifier}'\nexport const again = found\n` } }
}

/** One breach for each rule of the fence, type-only and relative imports among them. */
export const plantedBreaches: readonly PlantedBreach[] = [
  {
    rule: 'no-cycles',
    files: {
      'src-main/platform/a.ts': uses('./b.ts'),
      'src-main/platform/b.ts': "import { again } from './a.ts'\nexport const nothing = again\n",
    },
  },
  plantPackage('resolvable', 'src-main/app/lost.ts', './not-there.ts'),
  plantPackage('shared-is-pure', 'src-shared/contract/pure.ts', 'react'),
  plantPackage('no-node-outside-main', 'src-renderer/ui/files.ts', 'node:fs'),
  plantPackage('no-node-outside-main', 'src-shared/contract/files.ts', 'node:path'),
  plant('renderer-stays-out-of-main', 'src-renderer/app/deep.ts', 'src-main/app/create-app.ts'),
  plant('main-stays-out-of-renderer', 'src-main/app/screen.ts', 'src-renderer/ui/button.ts'),
  plant('engine-is-alone', 'src-main/engine/repository/events.ts', 'src-main/platform/events.ts'),
  {
    rule: 'engine-is-alone',
    files: {
      'src-main/engine/tsdb/codes.ts':
        "import type { Code } from '#shared/contract/codes.ts'\nexport type Again = Code\n",
      'src-shared/contract/codes.ts': 'export type Code = string\n',
    },
  },
  plant('engine-front-door', 'src-main/features/backup/deep.ts', 'src-main/engine/repository/pack.ts'),
  plant('platform-below', 'src-main/platform/up.ts', 'src-main/storage/storage.ts'),
  plant('storage-below', 'src-main/storage/up.ts', 'src-main/features/backup/index.ts'),
  plant('features-below', 'src-main/features/backup/up.ts', 'src-main/app/create-app.ts'),
  plant('feature-front-door', 'src-main/features/backup/deep.ts', 'src-main/features/security/service.ts'),
  plant('app-uses-front-doors', 'src-main/app/deep.ts', 'src-main/features/backup/repository.ts'),
  plant('app-below-hosts', 'src-main/app/up.ts', 'src-main/hosts/server/index.ts'),
  {
    rule: 'hosts-apart',
    files: { 'src-main/hosts/cli/serve.ts': uses('../server/index.ts'), 'src-main/hosts/server/index.ts': empty },
  },
  plantPackage('electron-in-its-host', 'src-main/app/window.ts', 'electron'),
  plantPackage('sql-in-repositories', 'src-main/features/backup/service.ts', 'kysely'),
  plantPackage('native-calls-in-filesystem', 'src-main/platform/native.ts', 'koffi'),
  plant('renderer-layers', 'src-renderer/ui/knows.ts', 'src-renderer/features/backup/index.ts'),
  plant('renderer-features-below-app', 'src-renderer/features/backup/up.ts', 'src-renderer/app/router.ts'),
  plant(
    'renderer-feature-front-door',
    'src-renderer/features/backup/deep.ts',
    'src-renderer/features/tasks/queries.ts',
  ),
  plant('nobody-imports-tests', 'src-main/app/leans.ts', 'test/fixtures/data.ts'),
]
