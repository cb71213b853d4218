/** Levels by ascending weight; their places are the numbers kept of lines. */
export const logLevelNames = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const
export type LogLevelName = (typeof logLevelNames)[number]

const information = 1

const numbersByWord = new Map<string, number>([
  ...['trace', 'verbose', 'silly', 'fine', 'finer', 'finest', 'debug', 'dbg'].map((word) => [word, 0] as const),
  ...['info', 'information', 'notice', 'http', 'log', 'inf'].map((word) => [word, information] as const),
  ...['warn', 'warning', 'wrn'].map((word) => [word, 2] as const),
  ...['error', 'err', 'severe'].map((word) => [word, 3] as const),
  ...['critical', 'crit', 'fatal', 'alert', 'emerg', 'emergency', 'panic'].map((word) => [word, 4] as const),
])

const numbersByName = new Map<unknown, number>(logLevelNames.map((name, number) => [name, number]))

/** The number of a level as some program wrote it: by its word, or by a number as pino and bunyan do. */
export function levelNumber(value: unknown): number {
  const own = numbersByName.get(value)
  if (own !== undefined) return own
  if (typeof value === 'string') return numbersByWord.get(value.toLowerCase()) ?? information
  if (typeof value !== 'number') return information
  return Math.min(4, Math.max(0, Math.floor(value / 10) - 2))
}

const words = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|CRITICAL|CRIT|FATAL|ALERT|EMERG|PANIC'
const loudly = new RegExp(`\\b(${words})\\b`)
const marked = new RegExp(`(?:\\blevel=["']?|[[<(])(${words})\\b`, 'i')

/** The level of a line of plain text: a word in capitals, in brackets or after `level=`. */
export function levelInText(start: string): number {
  const found = marked.exec(start) ?? loudly.exec(start)
  return found === null ? information : levelNumber(found[1])
}

/** The level of a number; what is beyond them is information. */
export function levelName(number: number): LogLevelName {
  return logLevelNames[number] ?? 'INFO'
}
