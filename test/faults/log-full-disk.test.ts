import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LogFile } from '#main/platform/log/log-file.ts'

let folder = ''
let disk = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuraban-log-'))
  disk = join(folder, 'small')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
})
afterEach(() => {
  execFileSync('umount', [disk])
  rmSync(folder, { recursive: true, force: true })
})

describe('a log file on a full disk', () => {
  it('counts what is lost and says so when it can', () => {
    const failures: unknown[] = []
    const events = { failed: (reason: unknown) => failures.push(reason), recovered: (lost: number) => `lost ${lost}` }
    const settings = {
      path: join(disk, 'kuraban.log'),
      maximumBytes: 1e6,
      count: 3,
      keepDays: 30,
      mode: 0o600,
    } as const
    const file = new LogFile(settings, events)
    file.write('first')
    execFileSync('sh', ['-c', `head -c 200000 /dev/zero > ${disk}/filler || true`], { stdio: 'ignore' })
    for (let line = 0; line < 50; line += 1) file.write(`line ${line} ${'x'.repeat(1000)}`)
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOSPC' })])
    const lost = file.lostLines
    expect(lost).toBeGreaterThan(40)
    rmSync(join(disk, 'filler'))
    file.write('again')
    file.close()
    const lines = readFileSync(settings.path, 'utf8').trimEnd().split('\n')
    expect(lines[0]).toBe('first')
    expect(lines.slice(-2)).toEqual(['again', `lost ${lost}`])
    expect(file.lostLines).toBe(lost)
  })
})
