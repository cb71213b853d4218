import type { LinePlace, LogTextPage } from '#main/engine/logs/index.ts'
import { hourMs } from '#main/platform/durations.ts'
import { ownSource } from '../opening/log-sources.ts'
import type { BundlePorts } from '../ports.ts'
import type { Scrubber } from './scrubber.ts'

/** A file of a bundle, fit to leave the machine. */
export interface BundlePart {
  readonly name: string
  readonly text: string
  readonly redactions: number
}

/** What a bundle does not hold, and why. */
export interface LeftOut {
  readonly name: string
  readonly reason: string
}

export interface BundleContent {
  readonly parts: readonly BundlePart[]
  readonly leftOut: readonly LeftOut[]
}

const mostLogCharacters = 20_000_000
const linesAtOnce = 500
const neverInside: readonly LeftOut[] = [
  { name: 'database', reason: 'never-data' },
  { name: 'backups', reason: 'never-data' },
  { name: 'secrets', reason: 'never-secrets' },
  { name: 'audit-log', reason: 'never-data' },
]

/** Gathers and scrubs everything. A part that cannot be made is left out and named. */
export async function gatherParts(ports: BundlePorts, scrubber: Scrubber, hours: number): Promise<BundleContent> {
  const makers: readonly (readonly [name: string, make: () => Promise<string | null>])[] = [
    ['about.json', async () => json(ports.about())],
    ['settings.json', async () => json(ports.settings())],
    ['logs/kuraban.jsonl', () => logText(ports, hours)],
  ]
  const parts: BundlePart[] = []
  const leftOut = [...neverInside]
  for (const [name, make] of makers) {
    try {
      const text = await make()
      if (text === null) leftOut.push({ name, reason: 'nothing-there' })
      else parts.push({ name, ...scrubber.scrub(text) })
    } catch (error) {
      leftOut.push({ name, reason: scrubber.scrub(error instanceof Error ? error.message : String(error)).text })
    }
  }
  return { parts, leftOut }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** The newest lines of those hours, as many as a bundle can hold, the oldest first. */
async function logText({ index, clock, places }: BundlePorts, hours: number): Promise<string | null> {
  if (places.logFile === null) return null
  const query = { fromMs: clock.now().getTime() - hours * hourMs }
  const lines: string[] = []
  let room = mostLogCharacters
  let before: LinePlace | null = null
  do {
    const page: LogTextPage = await index.ask(ownSource, 'texts', { query, limit: linesAtOnce, before })
    for (const text of page.texts) {
      room -= text.length
      if (room > 0) lines.push(text)
    }
    before = page.next
  } while (before !== null && room > 0)
  return lines.length === 0
    ? null
    : lines
        .toReversed()
        .map((line) => `${line}\n`)
        .join('')
}
