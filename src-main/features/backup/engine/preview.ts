import { type Exclusion, type PreviewEntry, pathBytesOf, previewSources } from '#main/engine/repository/index.ts'
import { quotedPathOf } from '../quoted-path.ts'
import type { Preview, Selection } from './port.ts'

const entriesAtMost = 500_000
const samplesOfEach = 100
const problemsAtMost = 100

/** Walks the sources and tells what would be taken, with examples of what is taken and of what each rule leaves out. */
export async function previewSelection(selection: Selection): Promise<Preview> {
  const { excludeLargerThanBytes, ...rules } = selection
  const samples = new Samples()
  const report = await previewSources(
    { ...rules, ...(excludeLargerThanBytes !== null && { excludeLargerThanBytes }) },
    { maxEntries: entriesAtMost, onEntry: (entry) => samples.add(entry) },
  )
  return {
    includedFiles: report.includedFiles,
    includedBytes: report.includedBytes,
    excludedEntries: report.excludedEntries,
    incomplete: !report.complete,
    samples: samples.all(),
    problems: report.problems.slice(0, problemsAtMost).map(({ path, reason }) => ({
      path: quotedPathOf(pathBytesOf(path)),
      code: reason === 'ENOENT' ? 'source-missing' : 'unreadable',
      reason,
    })),
  }
}

/** The first entries that are left out, and of those that are taken. */
class Samples {
  readonly #included: Preview['samples'] = []
  readonly #excluded: Preview['samples'] = []

  add({ path, sizeBytes, exclusion }: PreviewEntry): void {
    const list = exclusion === undefined ? this.#included : this.#excluded
    if (list.length >= samplesOfEach) return
    const rule = exclusion === undefined ? null : ruleText(exclusion)
    const display = pathBytesOf(path).toString('utf8')
    list.push({ path: display, included: exclusion === undefined, rule, sizeBytes: sizeBytes ?? null })
  }

  all(): Preview['samples'] {
    return [...this.#excluded, ...this.#included]
  }
}

/** A pattern as it is written; other rules by their name, in angle brackets. */
function ruleText(exclusion: Exclusion): string {
  if (exclusion.reason === 'pattern') return exclusion.pattern
  return exclusion.reason === 'marker' ? `<marker ${exclusion.marker}>` : `<${exclusion.reason}>`
}
