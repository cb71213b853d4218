import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'

/** One import that the fence forbids. */
export interface Breach {
  readonly rule: string
  readonly from: string
  readonly to: string
}

const folders = ['src-shared', 'src-main', 'src-renderer', 'bin', 'scripts']
const source = /\.tsx?$/
const notRead = /\.d\.ts$|\/assembly\//

/**
 * Holds the imports below `root` against the fence. Throws when the tool has looked at fewer modules than there are
 * source files: with its parser missing it would otherwise find nothing and call that good.
 */
export async function findBreaches(root: string): Promise<readonly Breach[]> {
  const present = folders.filter((folder) => readdirSync(root).includes(folder))
  const files = present.flatMap((folder) => sourceFiles(root, folder))
  const { modules, summary } = await run(root, present)
  const seen = new Set(modules.map((module) => module.source))
  const unseen = files.filter((file) => !seen.has(file))
  if (files.length === 0 || unseen.length > 0) {
    throw new Error(
      `The fence has not looked at ${unseen.length} of ${files.length} files (${unseen.slice(0, 3).join(', ')})`,
    )
  }
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
}

function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => source.test(name) && !notRead.test(name))
}

async function run(root: string, present: string[]): Promise<ICruiseResult> {
  const { forbidden, options } = createRequire(import.meta.url)('../dependency-cruiser.config.cjs')
  const settings: ICruiseOptions = { ...options, baseDir: root, ruleSet: { forbidden }, validate: true }
  const { output } = await cruise(present, settings, options.enhancedResolveOptions)
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output.slice(0, 200)}`)
  return output
}

if (import.meta.main) {
  const breaches = await findBreaches(process.cwd())
  for (const { rule, from, to } of breaches) console.error(`${rule}: ${from} -> ${to}`)
  process.exitCode = breaches.length === 0 ? 0 : 1
  if (breaches.length === 0) console.log('boundaries: no breach')
}
