import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { wrongFlag } from '../flags.ts'
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
    .option('--insecure-no-password', 'use an empty password for the repository (insecure)')
    .option('--json', 'set output mode to JSON for commands that support it')
    .option('-q, --quiet', 'do not output comprehensive progress report')
    .option('-v, --verbose', 'be verbose')
    .option('--no-lock', 'do not lock the repository, this allows some operations on read-only repositories')
    .option('--retry-lock <duration>', 'retry to lock the repository if it is already locked, for example 5m')
    .option('--no-cache', 'accepted for the sake of scripts: no local cache is used')
}

/** Text of a file that a flag or variable names, as it stands without its byte order mark. */
export async function textOf(file: string, key: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw wrongFlag(key, file, 'a readable file', { cause })
  })
  return text.replace(/^\uFEFF/, '')
}

/** The folder that holds the repository, from flags or restic's environment variables. */
export async function repositoryPath(flags: RepositoryFlags, { environment }: Terminal): Promise<string> {
  const file = flags.repositoryFile ?? environment.RESTIC_REPOSITORY_FILE
  const named =
    flags.repo ??
    (file === undefined ? environment.RESTIC_REPOSITORY : (await textOf(file, '--repository-file')).trim())
  if (named === undefined || named === '') {
    throw wrongFlag('--repo', '', 'the place of a repository (-r or RESTIC_REPOSITORY)')
  }
  const [, scheme] = /^(sftp|s3|azure|rest|rclone|b2|gs|swift):/.exec(named) ?? []
  if (scheme !== undefined) throw wrongFlag('--repo', scheme, 'a local folder')
  return named.replace(/^local:/, '')
}

const compressions = { auto: 'auto', off: 'off', fastest: 'auto', better: 'max', max: 'max' } as const

/** The engine's compression for restic's word; `auto` unless told. */
export function readCompression(
  { compression }: RepositoryFlags,
  { environment }: Terminal,
): (typeof compressions)['auto' | 'off' | 'max'] {
  const origin = compression === undefined ? 'RESTIC_COMPRESSION' : undefined
  const word = compression ?? environment.RESTIC_COMPRESSION ?? 'auto'
  const found = Object.entries(compressions).find(([name]) => name === word)
  if (found !== undefined) return found[1]
  throw wrongFlag('--compression', word, Object.keys(compressions).join(', '), origin === undefined ? {} : { origin })
}
