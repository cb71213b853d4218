import { execFile } from 'node:child_process'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { AppError } from '#shared/contract/errors.ts'
import { wrongFlag } from '../flags.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, textOf } from './location.ts'

/** The password of a repository: from a flag, else from restic's environment variables, else asked for or read from standard input. */
export async function repositoryPassword(flags: RepositoryFlags, terminal: Terminal): Promise<string> {
  return await passwordFor(flags, terminal, () => askHidden('enter password for repository: ', terminal))
}

/** The password of a repository that is to be made; typed twice where a person types it. */
export async function newRepositoryPassword(flags: RepositoryFlags, terminal: Terminal): Promise<string> {
  return await passwordFor(flags, terminal, async () => {
    const password = await askHidden('enter password for new repository: ', terminal)
    if ((await askHidden('enter password again: ', terminal)) === password) return password
    throw wrongFlag('--password-file', '', 'twice the same password')
  })
}

async function passwordFor(flags: RepositoryFlags, terminal: Terminal, ask: () => Promise<string>): Promise<string> {
  if (flags.insecureNoPassword === true) return ''
  const given = await givenPassword(flags, terminal)
  const password = given ?? (await (process.stdin.isTTY ? ask() : firstLineOfInput(flags, terminal)))
  if (password !== '') return password
  throw wrongFlag(
    '--password-file',
    '',
    'a password that is not empty: --password-file, --password-command, RESTIC_PASSWORD, standard input or a terminal (or --insecure-no-password)',
  )
}

async function givenPassword(flags: RepositoryFlags, { environment, signal }: Terminal): Promise<string | undefined> {
  const file = flags.passwordFile ?? environment.RESTIC_PASSWORD_FILE
  const command = flags.passwordCommand ?? environment.RESTIC_PASSWORD_COMMAND
  if (flags.passwordFile !== undefined && flags.passwordCommand !== undefined) {
    throw wrongFlag('--password-command', flags.passwordCommand, 'one of --password-file and --password-command')
  }
  if (flags.passwordFile === undefined && flags.passwordCommand !== undefined) {
    return await passwordFromCommand(flags.passwordCommand, signal)
  }
  if (file !== undefined && file !== '') return (await textOf(file, '--password-file')).trim()
  if (command !== undefined && command !== '') return await passwordFromCommand(command, signal)
  return environment.RESTIC_PASSWORD === '' ? undefined : environment.RESTIC_PASSWORD
}

/** Runs the command without a shell; what it says on standard error is shown. */
async function passwordFromCommand(command: string, signal: AbortSignal): Promise<string> {
  const [program = '', ...args] = splitWords(command)
  const running = promisify(execFile)(program, args, { signal })
  running.child.stderr?.pipe(process.stderr, { end: false })
  const { stdout } = await running.catch((cause: unknown) => {
    throw wrongFlag('--password-command', program, 'a program that prints the password', { cause })
  })
  return stdout.trim()
}

/** Splits a command as restic does: words by blanks, quotes keep blanks; no shell is involved. */
export function splitWords(command: string): string[] {
  const words = command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? []
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}

/** The first line of standard input that is no terminal; empty when there is none. */
async function firstLineOfInput({ json, quiet }: RepositoryFlags, { printError, signal }: Terminal): Promise<string> {
  if (json !== true && quiet !== true) printError('reading repository password from standard input')
  const lines = createInterface({ input: process.stdin, signal })
  try {
    for await (const line of lines) return line
    signal.throwIfAborted()
    return ''
  } finally {
    lines.close()
    process.stdin.destroy()
  }
}

/** Asks without echo. Ctrl-C and Ctrl-D, which reach the program as characters here, end the command. */
function askHidden(prompt: string, { signal }: Terminal): Promise<string> {
  process.stderr.write(prompt)
  const lines = createInterface({ input: process.stdin, terminal: true, signal })
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.on('SIGINT', () => lines.close())
    lines.on('close', () => {
      process.stderr.write('\n')
      reject(new AppError('CANCELLED', {}))
    })
  })
}
