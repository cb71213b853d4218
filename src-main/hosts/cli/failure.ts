import { errorText } from '#shared/contract/error-text.ts'
import { AppError } from '#shared/contract/errors.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { eachLine, ReaderGone, type Terminal } from './terminal.ts'

/** How a failure is told: as text for people, as our JSON, or as restic's JSON for the repository commands. */
export interface FailureForm {
  readonly terminal: Terminal
  readonly json: boolean
  readonly restic: boolean
}

/** Tells a failure on standard error (our JSON: standard output) and answers the exit code that goes with it. */
export async function reportFailure(error: unknown, { terminal, json, restic }: FailureForm): Promise<number> {
  if (terminal.signal.reason instanceof ReaderGone) return exitCode.readerGone
  const failure = await asAppError(error, terminal)
  const code = exitCodeOf(failure.code)
  const text = errorText(terminal.language, failure.code, failure.data)
  const { whatHappened, whatWasKept = '', whatToDo } = text
  const sentences = [whatHappened, whatWasKept, whatToDo].filter((part) => part !== '')
  if (json && restic) {
    const message = `Fatal: ${text.title}: ${sentences.join(' ')}`
    terminal.printError(JSON.stringify({ message_type: 'exit_error', code, message }))
  } else if (json) {
    terminal.print(JSON.stringify({ error: { code: failure.code, message: text.title, data: failure.data } }))
  } else {
    for (const line of [`kuraban: ${text.title}`, ...sentences, `(${failure.code})`]) terminal.printError(line)
  }
  return code
}

/** Loaded only when something has failed, so that no command waits for it. */
async function asAppError(error: unknown, terminal: Terminal): Promise<AppError> {
  if (error instanceof AppError) return error
  if (terminal.signal.aborted) return new AppError('CANCELLED', {}, { cause: error })
  const { toAppError } = await import('#main/features/backup/index.ts')
  const fromEngine = toAppError(error)
  if (fromEngine !== null) return fromEngine
  const { toCallError } = await import('#main/app/api/call-errors.ts')
  const failure = toCallError(error, 'command-line')
  if (failure.code === 'INTERNAL')
    eachLine(error instanceof Error ? (error.stack ?? error.message) : String(error), terminal.printError)
  return failure
}
