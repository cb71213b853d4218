import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomically } from './atomic-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-atomic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('writing a file atomically', () => {
  it('replaces the whole content, with its mode, and leaves nothing else behind', async () => {
    const file = path.join(folder, 'inside', 'file')
    await writeFileAtomically(file, 'a long first content')
    await writeFileAtomically(file, 'second', 0o640)
    expect(await readFile(file, 'utf8')).toBe('second')
    expect((await stat(file)).mode & 0o777).toBe(0o640)
    expect(await readdir(path.dirname(file))).toEqual(['file'])
  })

  it('keeps the old content when there is no room for the new one', async () => {
    const file = path.join(folder, 'file')
    await writeFileAtomically(file, 'old')
    const module = JSON.stringify(new URL('./atomic-file.ts', import.meta.url).href)
    const script = `const { writeFileAtomically } = await import(${module})
      await writeFileAtomically(${JSON.stringify(file)}, 'x'.repeat(100_000)).catch((error) => console.log(error.code))`
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1"`
    const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, script], { encoding: 'utf8' })
    expect(stdout.trim()).toBe('EFBIG')
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['file'])
  })

  it('fails without traces when the target cannot be replaced', async () => {
    await mkdir(path.join(folder, 'file', 'inside'), { recursive: true })
    await expect(writeFileAtomically(path.join(folder, 'file'), 'new')).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['file'])
  })
})
