import { type LinePlace, type LogTextPage, logLevelNames } from '#main/engine/logs/index.ts'
import type { LogFilter, LogLine } from '#shared/features/logs/contract.ts'
import { cursorOf, noSuchLine, placeOfCursor, placeOfId, queryOf, shownLine } from './line-shapes.ts'
import type { LogSources } from './opening/log-sources.ts'
import type { SearchPorts } from './ports.ts'

const mostExported = 10_000
const exportedAtOnce = 500
const mostExportedCharacters = 50_000_000

/** Searches in the log of the program and in what was opened beside it. */
export class LogSearchService {
  readonly #ports: SearchPorts
  readonly #sources: LogSources

  constructor(ports: SearchPorts, sources: LogSources) {
    this.#ports = ports
    this.#sources = sources
  }

  async search({ cursor, limit, ...filter }: LogFilter & { cursor?: string | undefined; limit: number }) {
    const startedMs = this.#ports.clock.monotonicMs()
    const before = placeOfCursor(cursor)
    const source = this.#sources.assertOpen(filter.source)
    const page = await this.#ports.index.ask(source, 'search', { query: queryOf(filter), limit, before })
    const tookMs = this.#ports.clock.monotonicMs() - startedMs
    return { items: page.lines.map(shownLine), nextCursor: cursorOf(page.next), tookMs }
  }

  async line(source: string, id: string) {
    const found = await this.#ports.index.ask(this.#sources.assertOpen(source), 'line', placeOfId(id))
    if (found === null) throw noSuchLine(id)
    return { line: shownLine(found.line), text: found.text, isCut: found.isCut }
  }

  async context(source: string, id: string, before: number, after: number): Promise<{ items: LogLine[] }> {
    const asked = { ...placeOfId(id), before, after }
    const lines = await this.#ports.index.ask(this.#sources.assertOpen(source), 'context', asked)
    if (lines === null) throw noSuchLine(id)
    return { items: lines.map(shownLine) }
  }

  async histogram({ buckets, ...filter }: LogFilter & { buckets: number }) {
    const source = this.#sources.assertOpen(filter.source)
    const found = await this.#ports.index.ask(source, 'histogram', { query: queryOf(filter), buckets })
    const [debug, info, warning, error, critical] = logLevelNames.map((_, level) => [...(found.lines[level] ?? [])])
    const levels = {
      DEBUG: debug ?? [],
      INFO: info ?? [],
      WARNING: warning ?? [],
      ERROR: error ?? [],
      CRITICAL: critical ?? [],
    }
    return { fromMs: found.fromMs, stepMs: found.stepMs, levels }
  }

  async modules(source: string): Promise<{ items: { logger: string; lines: number }[] }> {
    return { items: [...(await this.#ports.index.ask(this.#sources.assertOpen(source), 'loggers', {}))] }
  }

  /** Whole lines, the oldest first; of more than can be handed out the newest. */
  async export(filter: LogFilter) {
    const source = this.#sources.assertOpen(filter.source)
    const texts: string[] = []
    let characters = 0
    let next: LinePlace | null = null
    do {
      const limit = Math.min(exportedAtOnce, mostExported - texts.length)
      const page: LogTextPage = await this.#ports.index.ask(source, 'texts', {
        query: queryOf(filter),
        limit,
        before: next,
      })
      for (const text of page.texts) {
        texts.push(this.#ports.stream?.redact(text) ?? text)
        characters += text.length
      }
      next = page.next
    } while (next !== null && texts.length < mostExported && characters < mostExportedCharacters)
    const stamp = this.#ports.clock
      .now()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '')
    const text = texts
      .toReversed()
      .map((line) => `${line}\n`)
      .join('')
    return { fileName: `kuraban-logs-${stamp}.jsonl`, text, lines: texts.length, isCut: next !== null }
  }
}
