import type { LogFilter, LogLevel, LogLine } from '#shared/features/logs/contract.ts'
import { day, hour, idOf, minute, now, pick, seeded } from './sample.ts'

const random = seeded(41)
const jobs = ['図面フォルダー（CAD・橋梁設計）', '経理データベース', '本社ファイルサーバー 全体'] as const

const said = {
  DEBUG: [
    ['kuraban.storage', 'statement took 3 ms'],
    ['kuraban.api', 'answered backup.jobs.list'],
  ],
  INFO: [
    ['kuraban.backup.runner', 'バックアップを始めました: {job}'],
    ['kuraban.backup.runner', 'バックアップが完了しました: {job} 新しいファイル 1,204 個、812 MB'],
    ['kuraban.scheduler', 'next run of {job} is due'],
    ['kuraban.api', 'signed in with two-factor'],
  ],
  WARNING: [
    ['kuraban.backup.source', 'file changed while it was read, kept as it was: /srv/projects/第三工区/P12橋脚.dwg'],
    ['kuraban.monitoring.scrape', 'target answered slowly: http://10.0.4.17:9100/metrics 4.8 s'],
  ],
  ERROR: [
    ['kuraban.backup.repository', '保管庫に書き込めません: 空き容量がありません (ENOSPC)'],
    ['kuraban.notifications.mail', 'mail was refused by the relay: 451 4.7.1 try again later'],
  ],
  CRITICAL: [['kuraban.storage', 'database does not answer: connection refused 127.0.0.1:5432']],
} as const satisfies Record<LogLevel, readonly (readonly [string, string])[]>

function levelAt(share: number): LogLevel {
  if (share < 0.12) return 'DEBUG'
  if (share < 0.88) return 'INFO'
  if (share < 0.96) return 'WARNING'
  return share < 0.997 ? 'ERROR' : 'CRITICAL'
}

/** One line as the program would write it. */
export function logLineAt(atMs: number, number: number): LogLine {
  const level = levelAt(random())
  const choices = said[level]
  const [logger, message] = choices[Math.floor(random() * choices.length)] ?? choices[0]
  return {
    id: `00000000c0ffee00.${number * 240}`,
    at: new Date(atMs).toISOString(),
    level,
    logger,
    message: message.replace('{job}', pick(jobs, random())),
    correlationId: random() < 0.7 ? idOf(50, Math.floor(number / 6)) : null,
    userId: random() < 0.4 ? idOf(9, number % 7) : null,
    file: number % 3 === 0 ? 'kuraban.log' : 'kuraban.1.log',
  }
}

/** Ten thousand lines of three days, the newest first; more of them at night, when the backups run. */
export const logLines: readonly LogLine[] = Array.from({ length: 10_000 }, () => {
  const at = now - random() * 3 * day
  const isNight = new Date(at).getUTCHours() >= 16
  return isNight || random() < 0.35 ? at : at - (random() < 0.5 ? 3 * hour : minute)
})
  .toSorted((one, other) => other - one)
  .map((atMs, index) => logLineAt(atMs, 10_000 - index))

/** The whole line as JSON text, with a trace where something failed. */
export function wholeText(line: LogLine): string {
  const failed = line.level === 'ERROR' || line.level === 'CRITICAL'
  return JSON.stringify({
    timestamp: line.at,
    level: line.level,
    logger: line.logger,
    message: line.message,
    environment: 'production',
    request_id: line.correlationId,
    user_id: line.userId,
    job: { id: idOf(2, 1), sources: ['/srv/projects', '/srv/accounting'], attempt: 2 },
    ...(failed
      ? {
          error_type: 'StorageFullError',
          error_code: 'ENOSPC',
          stack_trace:
            'StorageFullError: no space left on device\n    at writePack (/opt/kuraban/dist/main/server.js:41:7)\n    at async BackupRun.execute (/opt/kuraban/dist/main/server.js:88:3)',
        }
      : {}),
  })
}

/** Whether a line is wanted; words as they stand, not as the engine folds them. */
export function isWanted(line: LogLine, filter: Omit<LogFilter, 'source'>): boolean {
  const at = Date.parse(line.at)
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return (
    at >= (filter.fromMs ?? 0) &&
    at <= (filter.toMs ?? Number.POSITIVE_INFINITY) &&
    (filter.levels.length === 0 || filter.levels.includes(line.level)) &&
    line.logger.startsWith(filter.logger) &&
    (filter.correlationId === '' || line.correlationId === filter.correlationId) &&
    (filter.userId === '' || line.userId === filter.userId) &&
    words.every((word) => line.message.toLowerCase().includes(word.replaceAll('"', '')))
  )
}
