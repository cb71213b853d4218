import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { kuraban, kurabanBundle, restic, runToEnd, type Started, startKuraban } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'

const password = { RESTIC_PASSWORD: 'pw' }

async function newRepository(): Promise<string> {
  const repository = join(await temporaryFolder(), 'repository')
  expect((await kuraban(['repo', 'init', '-q', '-r', repository], password)).code).toBe(0)
  return repository
}

const locksOf = (repository: string) => readdir(join(repository, 'locks'))

/** A backup that was stopped in the middle of its work: it holds its lock until it is told to go on. */
async function stoppedBackup(repository: string): Promise<Started> {
  const source = await temporaryFolder()
  await Promise.all(Array.from({ length: 60 }, (_, name) => writeFile(join(source, `${name}`), randomBytes(1_000_000))))
  const started = startKuraban(
    ['repo', 'backup', '-r', repository, '--json', '--read-concurrency', '1', source],
    password,
  )
  while (!started.output().includes('"status"')) await delay(5)
  started.child.kill('SIGSTOP')
  return started
}

describe('signals', () => {
  it('end a backup with 130 and leave no lock behind (SIGINT), while SIGHUP changes nothing', async () => {
    const repository = await newRepository()
    const { child, finished } = await stoppedBackup(repository)
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGCONT'] as const) child.kill(signal)
    const { code, signal, stdout, stderr } = await finished
    expect({ code, signal }).toEqual({ code: 130, signal: null })
    expect(JSON.parse(stderr)).toMatchObject({ message_type: 'exit_error', code: 130 })
    expect(stdout).not.toContain('summary')
    expect(await locksOf(repository)).toEqual([])
    expect((await restic(['-r', repository, 'check'], password)).code).toBe(0)
  })
})

describe('a lock of somebody else', () => {
  it('ends with 11, or is waited for as long as --retry-lock says', async () => {
    const repository = await newRepository()
    const { child, finished } = await stoppedBackup(repository)
    const refused = await kuraban(['repo', 'check', '-r', repository, '--json'], password)
    expect(refused).toMatchObject({ code: 11, stdout: '' })
    expect(JSON.parse(refused.stderr)).toMatchObject({ message_type: 'exit_error', code: 11 })
    const waiting = startKuraban(['repo', 'check', '-r', repository, '--json', '--retry-lock', '2m'], password)
    await delay(1_500)
    for (const signal of ['SIGINT', 'SIGCONT'] as const) child.kill(signal)
    await finished
    expect(await waiting.finished).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('a reader that goes away', () => {
  it('ends the command without a word', async () => {
    const repository = await newRepository()
    const source = await temporaryFolder()
    await Promise.all(Array.from({ length: 3_000 }, (_, index) => writeFile(join(source, `file-${index}`), '')))
    await kuraban(['repo', 'backup', '-q', '-r', repository, source], password)
    const pipe = `"${process.execPath}" "${kurabanBundle}" repo ls latest -r "${repository}" | head -n 1; exit "\${PIPESTATUS[0]}"`
    const { code, stdout, stderr } = await runToEnd('bash', ['-c', pipe], password)
    expect({ code, stderr, lines: stdout.split('\n').length }).toEqual({ code: 141, stderr: '', lines: 2 })
    expect(await locksOf(repository)).toEqual([])
  })
})

describe('the password of a repository', () => {
  it('comes from a file, a command without a shell, a variable or standard input', async () => {
    const repository = join(await temporaryFolder(), 'repository')
    const folder = await temporaryFolder()
    const secret = "it's $HOME; `id`"
    await writeFile(join(folder, 'file'), `\uFEFF${secret}\r\n`)
    await mkdir(join(folder, 'with blank'))
    const program = join(folder, 'with blank', 'program')
    await writeFile(program, '#!/bin/sh\necho asked >&2\nprintf "%s\\n" "$1"\n')
    await chmod(program, 0o700)
    const opens = (flags: readonly string[], environment = {}) =>
      kuraban(['repo', 'cat', 'config', '-r', repository, ...flags], environment)
    expect((await kuraban(['repo', 'init', '-r', repository], { RESTIC_PASSWORD: secret })).code).toBe(0)
    const results = await Promise.all([
      opens(['--password-file', join(folder, 'file')]),
      opens([], { RESTIC_PASSWORD_FILE: join(folder, 'file') }),
      opens(['--password-command', `"${program}" "it's $HOME; \`id\`"`]),
      runToEnd(
        'sh',
        [
          '-c',
          `printf '%s\\n' "$SECRET" | "${process.execPath}" "${kurabanBundle}" repo cat config -r "${repository}"`,
        ],
        { SECRET: secret },
      ),
      restic(['-r', repository, 'cat', 'config', '--password-file', join(folder, 'file')]),
    ])
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0])
    expect(results[2]?.stderr).toBe('asked\n')
  })

  it('may not be missing, empty or given twice', async () => {
    const place = ['repo', 'init', '-r', join(await temporaryFolder(), 'repository')]
    const results = await Promise.all([
      kuraban(place),
      kuraban([...place, '--password-command', 'true']),
      kuraban([...place, '--password-file', '/dev/null', '--password-command', 'true']),
      kuraban([...place, '--password-command', '/nonexistent/program']),
    ])
    expect(results.map(({ code }) => code)).toEqual([2, 2, 2, 2])
    expect((await kuraban([...place, '--insecure-no-password'])).code).toBe(0)
  })

  it('is asked for on a terminal without being shown, twice for a new repository', async () => {
    const repository = join(await temporaryFolder(), 'repository')
    const typed = async (command: string, ...answers: readonly string[]) => {
      const keys = answers.map((answer) => `sleep 1.2; printf '%s' '${answer}'`).join('; ')
      const line = `"${process.execPath}" "${kurabanBundle}" repo ${command} -r "${repository}"`
      return await runToEnd('sh', ['-c', `(${keys}; sleep 1) | script -qec '${line}' /dev/null`])
    }
    expect(await typed('init', 'hidden words\r', 'other words\r')).toMatchObject({ code: 2 })
    const made = await typed('init', 'hidden words\r', 'hidden words\r')
    expect(made.code).toBe(0)
    expect(made.stdout).toContain('enter password again: ')
    expect(made.stdout).not.toContain('hidden')
    expect((await typed('cat config', 'hidden words\r')).stdout).toContain('chunker_polynomial')
    expect((await typed('cat config', '\u0003')).code).toBe(130)
  })
})
