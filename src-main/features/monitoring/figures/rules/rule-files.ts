import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type FileProblem, type LoadedRules, loadRuleFiles, type RuleGroup } from '#main/engine/rules/index.ts'
import { writeFileAtomically } from '#main/platform/atomic-file.ts'

/** A rule file as it was last read. */
export interface RuleFile {
  readonly name: string
  readonly isBuiltIn: boolean
  readonly text: string
  /** Of the text in force, which is an earlier one while the file on the disk has a mistake. */
  readonly groups: readonly RuleGroup[]
  readonly loadedAtMs: number
  readonly problem: FileProblem | null
}

const fileNames = /^[a-zA-Z0-9][a-zA-Z0-9._-]*\.ya?ml$/
const largestBytes = 1_000_000

/**
 * The rule files in force: those of the installation and those in a folder of the site. A file with a mistake changes
 * nothing: what was read of it before stays in force, and the mistake is told.
 */
export class RuleFiles {
  readonly #builtIn: string
  readonly #own: string
  readonly #now: () => number
  #files = new Map<string, RuleFile>()
  #seen = ''

  constructor(folders: { readonly builtIn: string; readonly own: string }, now: () => number) {
    this.#builtIn = folders.builtIn
    this.#own = folders.own
    this.#now = now
  }

  get all(): readonly RuleFile[] {
    return [...this.#files.values()]
  }

  get(name: string): RuleFile | undefined {
    return this.#files.get(name)
  }

  /** Reads what has changed; true when other rules are in force than before. A folder that is gone changes nothing. */
  async refresh(): Promise<boolean> {
    await mkdir(this.#own, { recursive: true, mode: 0o700 })
    const found = [...(await list(this.#builtIn, true)), ...(await list(this.#own, false))]
    const seen = found.map(({ file, version }) => `${file} ${version}`).join('\n')
    if (seen === this.#seen) return false
    const next = new Map<string, RuleFile>()
    for (const one of found) if (!next.has(one.name)) next.set(one.name, await this.#read(one))
    this.#files = next
    this.#seen = seen
    return true
  }

  /** What a text would be: its groups, or the mistakes for which it would be refused. */
  check(name: string, text: string): LoadedRules {
    return loadRuleFiles([{ name, text }])
  }

  async save(name: string, text: string): Promise<void> {
    await writeFileAtomically(path.join(this.#own, name), text)
  }

  async remove(name: string): Promise<void> {
    await rm(path.join(this.#own, name))
  }

  async #read({ file, name, isBuiltIn }: Found): Promise<RuleFile> {
    const text = await readFile(file, 'utf8')
    const before = this.#files.get(name)
    const { groups, problems } = loadRuleFiles([{ name, text }])
    const [problem] = problems
    if (problem === undefined) return { name, isBuiltIn, text, groups, loadedAtMs: this.#now(), problem: null }
    return { name, isBuiltIn, text, groups: before?.groups ?? [], loadedAtMs: before?.loadedAtMs ?? 0, problem }
  }
}

interface Found {
  readonly file: string
  readonly name: string
  readonly version: string
  readonly isBuiltIn: boolean
}

async function list(folder: string, isBuiltIn: boolean): Promise<Found[]> {
  const names = (await readdir(folder)).filter((name) => fileNames.test(name)).sort()
  const found = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name)
      const { size, mtimeMs, ino } = await stat(file)
      return size > largestBytes ? [] : [{ file, name, version: `${size} ${mtimeMs} ${ino}`, isBuiltIn }]
    }),
  )
  return found.flat()
}
