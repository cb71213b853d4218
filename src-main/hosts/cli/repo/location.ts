import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import type { Terminal } from '../terminal.ts'

/** Flags every `kuraban repo` command takes, named as in restic's manual. */
export interface RepositoryFlags {
  readonly repo?: string
  readonly repositoryFile?: string
  readonly passwordFile?: string
  readonly passwordCommand?: string
  readonly insecureNoPassword?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly lock: boolean
  readonly retryLock?: string
  readonly cache: boolean
  readonly compression?: string
}

/** Adds the flags that every repository command shares. */
export function withRepositoryFlags(command: Command): Command {
  return command
    .option('-r, --repo <repository>', 'repository to work on (default: $RESTIC_REPOSITORY)')
    .option('--repository-file <file>', 'file to read the repository location from (default: $RESTIC_REPOSITORY_FILE)')
    .option('-p, --password-file <file>', 'file to read the repository password from (default: $RESTIC_PASSWORD_FILE)')
    .option(
      '--password-command <command>',
      'program and arguments that print the repository password (default: $RESTIC_PASSWORD_COMMAND)',
    )
    .option('--insecure-no-password', 'use an empty password for the repository')
    .option('--json', 'set output mode to JSON')
    .option('-q, --quiet', 'do not output a progress report')
    .option('-v, --verbose', 'be verbose')
    .option('--no-lock', 'do not lock the repository, for repositories that are read-only')
    .option('--retry-lock <duration>', 'retry to lock the repository if it is already locked, for example 5m')
    .option('--no-cache', 'do not use a local cache')
}

function unusable(key: string, allowed: string): AppError<'CONFIG_INVALID'> {
  return new AppError('CONFIG_INVALID', { key, value: '', allowed, origin: 'command line' })
}

async function firstLine(file: string, key: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    return text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      { key, value: file, allowed: 'a readable file', origin: 'command line' },
      { cause },
    )
  }
}

/** The folder that holds the repository, from flags or restic's environment variables. */
export async function repositoryPath(flags: RepositoryFlags, { environment }: Terminal): Promise<string> {
  const file = flags.repositoryFile ?? environment.RESTIC_REPOSITORY_FILE
  const named =
    flags.repo ?? (file === undefined ? environment.RESTIC_REPOSITORY : await firstLine(file, '--repository-file'))
  if (named === undefined || named === '')
    throw unusable('--repo', 'the place of a repository (-r or RESTIC_REPOSITORY)')
  const path = named.replace(/^local:/, '')
  if (/^(sftp|s3|azure|rest|rclone|b2|gs|swift):/.test(path)) {
    throw new AppError('CONFIG_INVALID', {
      key: '--repo',
      value: path.split(':', 1)[0] ?? '',
      allowed: 'a local folder',
      origin: 'command line',
    })
  }
  return path
}

/** The password from flags, restic's environment variables, or a prompt on a terminal. */
export async function repositoryPassword(
  flags: RepositoryFlags,
  terminal: Terminal,
  prompt = 'enter password for repository: ',
): Promise<string> {
  const { environment } = terminal
  if (flags.insecureNoPassword === true) return ''
  const file = flags.passwordFile ?? environment.RESTIC_PASSWORD_FILE
  if (file !== undefined) return await firstLine(file, '--password-file')
  const command = flags.passwordCommand ?? environment.RESTIC_PASSWORD_COMMAND
  if (command !== undefined) return await passwordFromCommand(command, terminal.signal)
  if (environment.RESTIC_PASSWORD !== undefined) return environment.RESTIC_PASSWORD
  if (process.stdin.isTTY !== true)
    throw unusable('--password-file', 'a password (file, command, RESTIC_PASSWORD, or a terminal to type it)')
  return await askHidden(prompt, terminal.signal)
}

async function passwordFromCommand(command: string, signal: AbortSignal): Promise<string> {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const [program = '', ...args] = splitWords(command)
  const { stdout } = await promisify(execFile)(program, args, { signal }).catch((cause) => {
    throw new AppError(
      'CONFIG_INVALID',
      {
        key: '--password-command',
        value: program,
        allowed: 'a program that prints the password',
        origin: 'command line',
      },
      { cause },
    )
  })
  return stdout.replace(/\r?\n[\s\S]*$/, '')
}

/** Splits a command as restic does: words by blanks, quotes keep blanks; no shell is involved. */
export function splitWords(command: string): string[] {
  const words = command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? []
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}

async function askHidden(prompt: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: true })
  process.stderr.write(prompt)
  try {
    return await lines.question('', { signal })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

const compressions = { auto: 'auto', off: 'off', fastest: 'auto', better: 'max', max: 'max' } as const

/** The engine's compression for restic's word; `auto` unless told. */
export function readCompression(word = 'auto'): 'auto' | 'off' | 'max' {
  const found = Object.entries(compressions).find(([name]) => name === word)
  if (found === undefined) {
    throw new AppError('CONFIG_INVALID', {
      key: '--compression',
      value: word,
      allowed: Object.keys(compressions).join(', '),
      origin: 'command line',
    })
  }
  return found[1]
}
