import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Finished, kuraban, kurabanBundle, runToEnd } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'

const names = {
  title: 'a\u001b]0;owned\u0007b',
  colour: '\u001b[2J\u001b[31mred',
  oneByteEscape: '\u009b31mx',
  forgedLine: 'a\nsnapshot 00000000 saved',
  overwriting: 'secret\rpublic',
  reversed: '\u202etxt.exe',
}
const label = names.title
const password = { RESTIC_PASSWORD: 'pw' }
const dangerous = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** A repository with a snapshot of a folder whose names try to speak to the terminal. */
async function hostileRepository() {
  const folder = await temporaryFolder()
  const source = join(folder, 'source')
  const repository = join(folder, 'repository')
  await mkdir(source)
  await Promise.all(Object.values(names).map((name) => writeFile(join(source, name), 'x')))
  await symlink(names.colour, join(source, 'link'))
  const repo = (args: readonly string[]) => kuraban(['repo', ...args, '-r', repository], password)
  expect((await repo(['init', '-q'])).code).toBe(0)
  const saved = await repo(['backup', '-q', '--host', label, '--tag', label, source, join(source, `${label}-missing`)])
  return { folder, source, repository, repo, saved }
}

function linesOf({ stdout, stderr }: Pick<Finished, 'stdout' | 'stderr'>): readonly string[] {
  return `${stdout}${stderr}`.trimEnd().split('\n')
}

describe('names that try to speak to the terminal', () => {
  it('stand on one line each, with what they would do written out', async () => {
    const { folder, source, repo, saved } = await hostileRepository()
    const results = [
      saved,
      await repo(['ls', 'latest']),
      await repo(['ls', '-l', 'latest']),
      await repo(['snapshots']),
      await repo(['snapshots', '--group-by', 'host,tags']),
      await repo(['restore', 'latest', '--verbose=2', '--target', join(folder, 'restored')]),
      await repo(['ls', `latest:/${names.forgedLine}`]),
      await repo(['ls', names.colour]),
      await kuraban([names.colour]),
      await kuraban(['user', 'list', '--data', join(folder, names.forgedLine)], { HOME: folder }),
    ]
    for (const line of results.flatMap(linesOf)) expect(line).not.toMatch(dangerous)
    const [, listed] = results
    const entries = source.split('/').length - 1 + Object.keys(names).length + 1
    expect(listed?.stdout.trimEnd().split('\n')).toHaveLength(entries)
    expect(listed?.stdout).toContain('a\\u000asnapshot 00000000 saved\n')
    expect(saved.stderr).toContain('a\\u001b]0;owned\\u0007b-missing')
  })

  it('reach programs unchanged', async () => {
    const { repo } = await hostileRepository()
    const { stdout } = await repo(['ls', 'latest', '--json'])
    const shown = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).name)
    expect(shown).toEqual(expect.arrayContaining(Object.values(names)))
    expect(stdout).not.toMatch(/[\u007f-\u009f\u202e]/)
    const snapshots = JSON.parse((await repo(['snapshots', '--json'])).stdout)
    expect(snapshots).toMatchObject([{ hostname: label, tags: [label] }])
  })

  it('cannot be drawn by the moving line of progress', async () => {
    const { source, repository } = await hostileRepository()
    const command = `"${process.execPath}" "${kurabanBundle}" repo backup -f -r "${repository}" "${source}"`
    const { code, stdout } = await runToEnd('script', ['-qec', command, '/dev/null'], password)
    expect(code).toBe(0)
    expect(stdout).toContain('snapshot')
    const own = stdout.replaceAll('\r\u001b[K', '').replaceAll('\r\n', '\n')
    for (const line of own.split('\n')) expect(line).not.toMatch(dangerous)
  })
})
