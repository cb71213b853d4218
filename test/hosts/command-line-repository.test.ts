import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  backupLineSchema,
  checkSummarySchema,
  listLineSchema,
  repositoryConfigSchema,
  repositoryErrorLineSchema,
  repositoryInitializedSchema,
  restoreLineSchema,
  snapshotGroupsSchema,
  snapshotsSchema,
  unlockedSchema,
} from '#shared/contract/cli/repository.ts'
import { kuraban, kurabanUnprivileged } from '#test/fixtures/programs.ts'

/** Tests share one small repository with two snapshots; what they add is theirs. */
let folder: string
let source: string
let environment: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuraban-cli-'))
  source = join(folder, 'source')
  environment = { RESTIC_REPOSITORY: join(folder, 'repository'), RESTIC_PASSWORD: 'pw' }
  await mkdir(join(source, 'inner'), { recursive: true })
  await writeFile(join(source, 'one.txt'), 'one')
  await writeFile(join(source, 'inner', '日本.txt'), '二'.repeat(5000))
  await symlink('one.txt', join(source, 'link'))
  expect(document(repositoryInitializedSchema, await repo(['init', '--json'])).repository).toBe(
    environment.RESTIC_REPOSITORY,
  )
  await repo(['backup', source, '--tag', 'first,second', '--host', 'alpha'])
  await repo(['backup', source, '--host', 'beta'])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const repo = (args: readonly string[], change: Record<string, string> = {}) =>
  kuraban(['repo', ...args], { ...environment, ...change })

interface Output {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The one JSON document on standard output. */
function document<T extends z.ZodType>(schema: T, { code, stdout, stderr }: Output): z.output<T> {
  expect({ code, stderr, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 1 })
  return schema.parse(JSON.parse(stdout))
}

function lines<T extends z.ZodType>(schema: T, text: string): z.output<T>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}

function exitError({ stdout, stderr }: Output) {
  expect(stdout).toBe('')
  return lines(repositoryErrorLineSchema, stderr).at(-1)
}

describe('kuraban repo with --json', () => {
  it('tells a backup in lines that end with a summary naming the snapshot', async () => {
    const result = await repo(['backup', source, '--json', '--tag', 'json', '--parent', 'latest'])
    const told = lines(backupLineSchema, result.stdout)
    const snapshots = document(snapshotsSchema, await repo(['snapshots', '--json', '--tag', 'json']))
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(told.at(-1)).toMatchObject({ message_type: 'summary', files_unmodified: 2, total_files_processed: 2 })
    expect(told.at(-1)).toMatchObject({ snapshot_id: snapshots[0]?.id })
  })

  it('says of a dry run that it was one, and makes no snapshot', async () => {
    const [summary] = lines(backupLineSchema, (await repo(['backup', source, '--json', '-nq'])).stdout)
    expect(summary).toMatchObject({ message_type: 'summary', dry_run: true })
    expect(summary).not.toHaveProperty('snapshot_id')
  })

  it('keeps progress to the rate that RESTIC_PROGRESS_FPS names, even with --quiet', async () => {
    const rarely = lines(
      backupLineSchema,
      (await repo(['backup', source, '--json', '-q'], { RESTIC_PROGRESS_FPS: '0.01' })).stdout,
    )
    expect(rarely.map((line) => line.message_type)).toEqual(['status', 'summary'])
    const refused = await repo(['backup', source, '--json'], { RESTIC_PROGRESS_FPS: 'often' })
    expect(exitError(refused)).toMatchObject({ message_type: 'exit_error', code: 2 })
  })

  it('lists snapshots, the newest of each host and path, and groups', async () => {
    const all = document(snapshotsSchema, await repo(['snapshots', '--json', '--host', 'alpha', '--host', 'beta']))
    expect(all.map(({ hostname, tags }) => [hostname, tags])).toEqual([
      ['alpha', ['first', 'second']],
      ['beta', undefined],
    ])
    const named = document(snapshotsSchema, await repo(['snapshots', '--json', all[0]?.short_id ?? '']))
    expect(named).toEqual([all[0]])
    await repo(['backup', source, '--host', 'beta'])
    const newest = document(snapshotsSchema, await repo(['snapshots', '--json', '--host', 'beta', '--latest', '1']))
    expect(newest).toHaveLength(1)
    expect(newest[0]?.id).not.toBe(all[1]?.id)
    const groups = document(snapshotGroupsSchema, await repo(['snapshots', '--json', '--group-by', 'host,tags']))
    expect(groups[0]?.group_key).toEqual({ hostname: 'alpha', tags: ['first', 'second'] })
  })

  it('lists a snapshot first and then its entries, of a folder alone where one is named', async () => {
    const all = lines(listLineSchema, (await repo(['ls', 'latest', '--json'])).stdout)
    expect(all[0]).toMatchObject({ message_type: 'snapshot' })
    const listed = all.flatMap((line) => (line.message_type === 'node' ? [line] : []))
    expect(listed.find(({ name }) => name === '日本.txt')).toMatchObject({ type: 'file', size: 15_000 })
    expect(listed.find(({ name }) => name === 'link')).toMatchObject({ type: 'symlink', permissions: 'Lrwxrwxrwx' })
    const paths = async (args: readonly string[]) => (await repo(['ls', ...args])).stdout.trimEnd().split('\n')
    expect(await paths([`latest:${source}`])).toEqual(['/inner', '/inner/日本.txt', '/link', '/one.txt'])
    expect(await paths(['latest', `${source}/inner`])).toEqual([`${source}/inner`, `${source}/inner/日本.txt`])
  })

  it('restores a folder of a snapshot and tells what became of each entry', async () => {
    const target = join(folder, 'restored')
    const result = await repo([
      'restore',
      `latest:${source}`,
      '--target',
      target,
      '--json',
      '--verbose=2',
      '--include',
      '*.txt',
    ])
    const told = lines(restoreLineSchema, result.stdout)
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(told.at(-1)).toMatchObject({ message_type: 'summary', files_restored: 2, bytes_restored: 15_003 })
    expect(told).toContainEqual({ message_type: 'verbose_status', action: 'restored', item: '/one.txt', size: 3 })
    expect(await readFile(join(target, 'inner', '日本.txt'), 'utf8')).toBe('二'.repeat(5000))
    expect(await readdir(target)).toEqual(['inner', 'one.txt'])
  })

  it('checks, shows the configuration and unlocks with one document each', async () => {
    expect(document(checkSummarySchema, await repo(['check', '--read-data', '--json']))).toMatchObject({
      num_errors: 0,
      broken_packs: null,
    })
    expect(document(repositoryConfigSchema, await repo(['cat', 'config', '--json'])).version).toBe(2)
    expect(document(unlockedSchema, await repo(['unlock', '--json'])).removed).toBe(0)
  })

  it('tells what check found wrong, line by line on standard error, and fails', async () => {
    const copy = join(folder, 'damaged')
    await repo(['init'], { RESTIC_REPOSITORY: copy })
    await repo(['backup', source], { RESTIC_REPOSITORY: copy })
    const packs = (await readdir(join(copy, 'data'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
    await rm(join(copy, 'data', packs[0] ?? ''))
    const result = await repo(['check', '--json'], { RESTIC_REPOSITORY: copy })
    expect(result.code).toBe(1)
    expect(checkSummarySchema.parse(JSON.parse(result.stdout)).num_errors).toBeGreaterThan(0)
    expect(lines(repositoryErrorLineSchema, result.stderr)[0]).toMatchObject({ message_type: 'error' })
  })
})

describe('exit codes of kuraban repo', () => {
  it('is 10 where there is no repository, and nothing is made there', async () => {
    const nowhere = join(folder, 'nowhere')
    expect(exitError(await repo(['cat', 'config', '--json', '-r', nowhere]))).toMatchObject({ code: 10 })
    expect(await readdir(folder)).not.toContain('nowhere')
  })

  it('is 12 for a wrong password', async () => {
    const result = await repo(['snapshots', '--json'], { RESTIC_PASSWORD: 'wrong' })
    expect(result.code).toBe(12)
    expect(exitError(result)).toMatchObject({ message_type: 'exit_error', code: 12 })
  })

  it('is 1 where init finds a repository already', async () => {
    const result = await repo(['init', '--json'])
    expect(result.code).toBe(1)
    expect(exitError(result)).toMatchObject({ code: 1 })
  })

  it('is 2 for flags that cannot be used, naming the flag, what is allowed and where it came from', async () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [['snapshots', '--latest', 'x'], /"--latest".*command line.*"x".*a number, 1 or more/],
      [['snapshots', '--nonsense'], /"--nonsense".*a flag of this command/],
      [['restore', 'latest', '--target', '/x', '--overwrite', 'maybe'], /"--overwrite".*always, if-changed/],
      [['check', '--read-data-subset', '9/3'], /"--read-data-subset".*n\/t/],
      [['backup'], /"source".*missing/],
      [['backup', source, '--exclude-file', '/nonexistent'], /"--exclude-file".*a readable file/],
      [['snapshots', '-r', 'sftp:host:/x'], /"--repo".*"sftp".*a local folder/],
      [['ls', 'latest', 'relative'], /"dir".*absolute/],
    ]
    const results = await Promise.all(
      wrong.map(async ([args, text]) => ({ text, told: await repo([...args, '--json']) })),
    )
    for (const { text, told } of results) {
      const failure = exitError(told)
      expect(failure).toMatchObject({ message_type: 'exit_error', code: 2 })
      expect(failure?.message_type === 'exit_error' && failure.message).toMatch(text)
    }
    const fromVariable = await repo(['backup', source, '--json'], { RESTIC_COMPRESSION: 'zip' })
    expect(fromVariable.stderr).toContain('RESTIC_COMPRESSION')
  })

  it('is 3 when something could not be read; the snapshot holds the rest', async () => {
    const partly = join(folder, 'partly')
    await mkdir(partly)
    await writeFile(join(partly, 'open'), 'x')
    await writeFile(join(partly, 'closed'), 'x')
    await chmod(join(partly, 'closed'), 0)
    const result = await kurabanUnprivileged(['repo', 'backup', partly, '--json', '-q'], environment)
    expect(result.code).toBe(3)
    expect(lines(backupLineSchema, result.stdout)).toMatchObject([
      { message_type: 'summary', total_files_processed: 1 },
    ])
    expect(lines(repositoryErrorLineSchema, result.stderr)).toEqual([
      {
        message_type: 'error',
        error: { message: 'unreadable: EACCES' },
        during: 'archival',
        item: join(partly, 'closed'),
      },
    ])
  })

  it('is 3 when one of the sources is missing and 1 when all are', async () => {
    const missing = join(folder, 'missing')
    expect((await repo(['backup', source, missing])).code).toBe(3)
    const result = await repo(['backup', missing])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain(missing)
  })
})

describe('the command line as a person meets it', () => {
  it('takes the shared flags before the command and after it', async () => {
    const unnamed = { RESTIC_REPOSITORY: '', RESTIC_PASSWORD: '' }
    await writeFile(join(folder, 'password'), 'pw\n')
    const flags = ['-r', environment.RESTIC_REPOSITORY ?? '', '--password-file', join(folder, 'password'), '--no-lock']
    const before = await repo([...flags, 'snapshots', '--json'], unnamed)
    const after = await repo(['snapshots', '--json', ...flags], unnamed)
    expect(before.stdout).toBe(after.stdout)
    expect(document(snapshotsSchema, after).length).toBeGreaterThan(1)
  })

  it('prints tables for people', async () => {
    const { stdout } = await repo(['snapshots', '--host', 'alpha'])
    expect(stdout).toMatch(/^ID +Time +Host +Tags +Paths +Size\n[0-9a-f]{8} {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}alpha/)
    expect(stdout).toMatch(/\n1 snapshots\n$/)
    expect((await repo(['snapshots', '--compact', '--host', 'alpha'])).stdout).not.toContain(source)
    expect((await repo(['snapshots', '--host', 'nobody'])).stdout).toBe('0 snapshots\n')
    expect((await repo(['ls', '-l', `latest:${source}`])).stdout).toMatch(/Lrwxrwxrwx .* \/link -> one\.txt\n/)
  })

  it('says in Japanese and in English what happened, what was kept and what to do', async () => {
    const ja = await repo(['snapshots'], { RESTIC_PASSWORD: 'wrong', KURABAN_LANGUAGE: 'ja' })
    const en = await repo(['snapshots'], { RESTIC_PASSWORD: 'wrong', KURABAN_LANGUAGE: 'en' })
    for (const { stdout, stderr } of [ja, en]) {
      expect(stdout).toBe('')
      expect(stderr.trimEnd().split('\n').length).toBeGreaterThanOrEqual(4)
      expect(stderr).toContain('(REPOSITORY_WRONG_PASSWORD)')
    }
    expect(ja.stderr).toContain('パスワード')
    expect(en.stderr).toContain('Wrong repository password')
  })
})
