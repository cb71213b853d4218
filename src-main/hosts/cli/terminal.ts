import type { Language } from '#shared/contract/identifiers.ts'
import { visibleText } from '#shared/contract/visible-text.ts'

/**
 * Where a command writes: results to standard output, everything else to standard error, each call one line whatever the
 * names in it hold. Tests hand in their own.
 */
export interface Terminal {
  readonly language: Language
  /** Whether standard error is a terminal that a moving line may be drawn on. */
  readonly interactive: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborts on SIGINT and SIGTERM, and with a `ReaderGone` when nobody reads standard output any more. */
  readonly signal: AbortSignal
  print(line: string): void
  printError(line: string): void
  /** Replaces the moving line; an empty text removes it. */
  showProgress(line: string): void
}

/** Writes a text whose line breaks are our own, such as a letter. */
export function eachLine(text: string, print: (line: string) => void): void {
  for (const line of text.trimEnd().split(/\r?\n/)) print(line)
}

/** Why a command ends whose output nobody reads, as in `| head`. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone'
}

function languageOf(environment: Terminal['environment']): Language {
  const named = environment.KURABAN_LANGUAGE || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return named.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

/** A closed pipe on standard output ends the command; a terminal that was closed (EIO), or lost messages, do not. */
function watchReaders(stopping: AbortController): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') stopping.abort(new ReaderGone())
    else if (error.code !== 'EIO') throw error
  })
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

/** The terminal of this process. SIGINT and SIGTERM end the command cleanly; SIGHUP is ignored, because restic probes holders of locks with it. */
export function processTerminal(): Terminal {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())
  process.on('SIGHUP', () => {})
  watchReaders(stopping)
  const interactive = process.stderr.isTTY === true
  let drawn = false
  const clear = () => {
    if (drawn) process.stderr.write('\r\u001b[K')
    drawn = false
  }
  return {
    language: languageOf(process.env),
    interactive,
    environment: process.env,
    signal: stopping.signal,
    print: (line) => {
      clear()
      process.stdout.write(`${visibleText(line)}\n`)
    },
    printError: (line) => {
      clear()
      process.stderr.write(`${visibleText(line)}\n`)
    },
    showProgress: (line) => {
      clear()
      if (line === '' || !interactive) return
      process.stderr.write(visibleText(line).slice(0, (process.stderr.columns || 80) - 1))
      drawn = true
    },
  }
}
