import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import { type LogFilter, type LogLine, logLevelSchema } from '#shared/features/logs/contract.ts'
import { isWanted, logLineAt, logLines, wholeText } from './logs-sample.ts'
import { idOf, now, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.logs, Nothing, Nothing>

const known = variant === 'empty' ? [] : logLines
const found = (filter: LogFilter) => known.filter((line) => isWanted(line, filter))
const written: LogLine[] = []

function source(id: string, kind: 'own' | 'file' | 'bundle', name: string, indexed: number) {
  const edge = (line: LogLine | undefined) => line?.at ?? null
  return {
    ...{ id, kind, name, indexed, lines: known.length, bytes: known.length * 412 },
    ...{ oldestAt: edge(known.at(-1)), newestAt: edge(known[0]), droppedLines: kind === 'own' ? 17 : 0 },
  }
}

const sources = [
  source('own', 'own', 'kuraban.log', 1),
  ...(variant === 'full' ? [source(idOf(51, 1), 'bundle', 'kuraban-support-20261119T081500Z.tar.gz', 0.62)] : []),
]
const kept: { readonly id: string; readonly name: string; readonly filter: LogFilter }[] = [
  {
    id: idOf(52, 1),
    name: '夜間バックアップのエラー',
    filter: {
      ...{ source: 'own', levels: ['ERROR', 'CRITICAL'], logger: 'kuraban.backup' },
      ...{ correlationId: '', userId: '', text: '' },
    },
  },
]

function histogram({ buckets, ...filter }: LogFilter & { readonly buckets: number }) {
  const lines = found(filter)
  const fromMs = filter.fromMs ?? Date.parse(lines.at(-1)?.at ?? '1970-01-01T00:00:00Z')
  const toMs = filter.toMs ?? now
  const stepMs = Math.max(1, Math.ceil((toMs - fromMs + 1) / buckets))
  const rows = logLevelSchema.options.map((level) => {
    const counts = Array.from({ length: buckets }, () => 0)
    for (const line of lines) {
      const at = Math.floor((Date.parse(line.at) - fromMs) / stepMs)
      if (line.level === level) counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  })
  const [debug = [], info = [], warning = [], error = [], critical = []] = rows
  return { fromMs, stepMs, levels: { DEBUG: debug, INFO: info, WARNING: warning, ERROR: error, CRITICAL: critical } }
}

const placeOf = (id: string) => known.findIndex((line) => line.id === id)
const lineOf = (id: string) => known[placeOf(id)] ?? written.find((line) => line.id === id)

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const previewed = {
  parts: [
    { name: 'about.json', bytes: 1_842, sample: '{\n  "version": "0.1.0",\n  "platform": "linux"\n}\n', redactions: 3 },
    { name: 'settings.json', bytes: 14_210, sample: '{\n  "SMTP_PASSWORD": "[redacted]"\n}\n', redactions: 12 },
    {
      name: 'logs/kuraban.jsonl',
      bytes: 4_120_338,
      sample: logLines.slice(0, 6).map(wholeText).join('\n'),
      redactions: 2_041,
    },
  ],
  leftOut: [
    { name: 'database', reason: 'never-data' },
    { name: 'backups', reason: 'never-data' },
    { name: 'secrets', reason: 'never-secrets' },
    { name: 'audit-log', reason: 'never-data' },
  ],
}

/** The log of a busy site, more of it as one looks, and what is made of it. */
export function logsDouble(os: Of) {
  return os.router({
    sources: os.sources.handler(() => ({ items: sources })),
    search: os.search.handler(({ input }) => ({ ...pageOf(found(input), input), tookMs: 4.2 })),
    line: os.line.handler(({ input, errors }) => {
      const line = lineOf(input.id)
      if (line === undefined) throw errors.NOT_FOUND({ data: { resource: 'log-line', id: input.id } })
      return { line, text: wholeText(line), isCut: false }
    }),
    context: os.context.handler(({ input }) => {
      const place = placeOf(input.id)
      const items = known.slice(Math.max(0, place - input.after), place + input.before + 1).toReversed()
      return { items: place < 0 ? written : items }
    }),
    histogram: os.histogram.handler(({ input }) => histogram(input)),
    tail: os.tail.handler(async function* ({ input, signal }) {
      const filter = { levels: input?.levels ?? [], text: input?.text ?? '', logger: '', correlationId: '', userId: '' }
      for (let step = 0; signal?.aborted !== true; step++) {
        await wait(400)
        if (variant === 'empty') continue
        const count = step % 10 === 9 ? 60 : 1 + (step % 4)
        const fresh = Array.from({ length: count }, (_, index) => logLineAt(Date.now(), 20_000 + step * 100 + index))
        const lines = fresh.filter((line) => isWanted(line, filter))
        written.splice(0, written.length, ...[...written, ...lines].slice(-500))
        if (lines.length > 0) yield { lines, omitted: step % 10 === 9 ? 1_340 : 0 }
      }
    }),
    modules: os.modules.handler(() => ({
      items: [...new Set(known.map(({ logger }) => logger))].map((logger) => ({
        logger,
        lines: known.filter((line) => line.logger === logger).length,
      })),
    })),
    filters: {
      list: os.filters.list.handler(() => ({ items: variant === 'empty' ? [] : kept })),
      save: os.filters.save.handler(({ input }) => {
        const id = idOf(52, kept.length + 1)
        kept.push({ id, name: input.name, filter: input.filter })
        return { id }
      }),
      remove: os.filters.remove.handler(({ input }) => {
        const at = kept.findIndex(({ id }) => id === input.id)
        if (at >= 0) kept.splice(at, 1)
        return {}
      }),
    },
    open: os.open.handler(({ input, errors }) => {
      if (!input.path.startsWith('/'))
        throw errors.LOG_FILE_UNREADABLE({ data: { path: input.path, reason: 'ENOENT' } })
      const opened = source(idOf(51, sources.length + 1), 'file', input.path.split('/').at(-1) ?? input.path, 0.2)
      sources.push(opened)
      return opened
    }),
    close: os.close.handler(({ input }) => {
      const at = sources.findIndex(({ id }) => id === input.id)
      if (at > 0) sources.splice(at, 1)
      return {}
    }),
    exportLines: os.exportLines.handler(({ input }) => {
      const lines = found(input)
      const text = lines.map((line) => `${wholeText(line)}\n`).join('')
      return { fileName: 'kuraban-logs-20261122T090000Z.jsonl', text, lines: lines.length, isCut: lines.length > 9_000 }
    }),
    supportBundle: {
      preview: os.supportBundle.preview.handler(() => previewed),
      create: os.supportBundle.create.handler(() => ({
        path: '/var/lib/kuraban/support/kuraban-support-20261122T090000Z.tar.gz',
        fileName: 'kuraban-support-20261122T090000Z.tar.gz',
        bytes: 412_998,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      })),
    },
    shipping: {
      status: os.shipping.status.handler(() => ({
        items:
          variant === 'empty'
            ? []
            : [
                {
                  ...{ kind: 'syslog' as const, target: 'tls://logs.yamato.example:6514', state: 'ok' as const },
                  ...{ waitingLines: 0, sentLines: 1_204_551, droppedLines: 0, lastFailure: null },
                },
                {
                  ...{
                    kind: 'otlp' as const,
                    target: 'https://otel.yamato.example/v1/logs',
                    state: 'failing' as const,
                  },
                  ...{ waitingLines: 8_411, sentLines: 204_551, droppedLines: 12 },
                  lastFailure: 'connect ECONNREFUSED 10.0.4.20:443',
                },
              ],
      })),
      test: os.shipping.test.handler(({ input, errors }) => {
        if (input.kind === 'otlp') throw errors.UNAVAILABLE({ data: { what: 'otlp' } })
        return { answer: 'tls://logs.yamato.example:6514' }
      }),
    },
  })
}
