import { readdir } from 'node:fs/promises'
import { resourcePath } from '#main/platform/resources.ts'

let known: Promise<ReadonlySet<string>> | null = null

/** Names of the alerts that have a runbook in both languages. */
export function runbookNames(): Promise<ReadonlySet<string>> {
  known ??= readdir(resourcePath('monitoring/runbooks')).then((files) => {
    const all = new Set(files)
    const names = files.flatMap((file) => /^(\w+)\.ja\.md$/.exec(file)?.[1] ?? [])
    return new Set(names.filter((name) => all.has(`${name}.en.md`)))
  })
  return known
}
