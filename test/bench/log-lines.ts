import { closeSync, openSync, writeSync } from 'node:fs'

const loggers = [
  'backup',
  'security',
  'api',
  'monitoring',
  'notifications',
  'storage',
  'scheduler',
  'logs',
  'tasks',
  'settings',
]
const messages = [
  ...['call', 'request', 'backup finished', 'snapshot written', 'pack uploaded', 'session extended', 'rule evaluated'],
  ...[
    'バックアップが終わりました',
    'リポジトリに接続できません',
    'サーバーの応答がありません',
    '通知を送りました',
    'コンクリート打設の記録',
  ],
  ...[
    'slow query',
    'certificate checked',
    'check of the repository found nothing',
    'mail was handed over',
    'cache is cold',
  ],
] as const
const firstMs = Date.parse('2026-11-01T00:00:00.000Z')
const linesOfRequest = 3

/** The id of the request that wrote that line. */
export function requestIdOf(line: number): string {
  const number = Math.floor(line / linesOfRequest)
  const random = Math.imul(number + 1, 2_654_435_761) >>> 0
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits)
  return `019a3f00-${hex(number >>> 16, 4)}-7${hex(number & 0xfff, 3)}-8${hex(random & 0xfff, 3)}-${hex(random, 8)}${hex(number & 0xffff, 4)}`
}

/** A line as the program writes it: 10 a second, one request every three lines, one in 200 an error. */
function logLineOf(line: number): string {
  const noise = Math.imul(line + 7, 2_246_822_519) >>> 0
  const level = noise % 200 === 0 ? 'ERROR' : noise % 50 === 1 ? 'WARNING' : noise % 4 === 2 ? 'DEBUG' : 'INFO'
  const rare = line % 100_000 === 4_711 ? ' ヒヤリハット needle' : ''
  return JSON.stringify({
    timestamp: new Date(firstMs + line * 100).toISOString(),
    level,
    logger: loggers[noise % loggers.length],
    message: messages[(noise >>> 4) % messages.length] + rare,
    environment: 'production',
    request_id: requestIdOf(line),
    user_id: `user-${noise % 300}`,
    path: `/api/v1/things/${noise % 5000}`,
    duration_ms: (noise % 4000) / 10,
  })
}

/** Writes that many lines; answers the bytes. */
export function writeLogLines(file: string, from: number, count: number): number {
  const descriptor = openSync(file, 'w')
  let bytes = 0
  try {
    for (let line = from; line < from + count; ) {
      const piece: string[] = []
      for (; line < from + count && piece.length < 5000; line += 1) piece.push(logLineOf(line))
      bytes += writeSync(descriptor, `${piece.join('\n')}\n`)
    }
  } finally {
    closeSync(descriptor)
  }
  return bytes
}
