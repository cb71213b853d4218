import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEntryStatus } from '#main/engine/filesystem/index.ts'
import { listFolder } from '#test/fixtures/folder-listing.ts'
import { makeOddFolder } from '#test/fixtures/odd-folder.ts'
import { LocalBackend } from '../backend/local.ts'
import { openRepository } from '../open-repository.ts'
import type { Repository } from '../repository.ts'
import { type RestoredItem, type RestoreProgress, restore } from './index.ts'

let root: string
let source: string
let repository: Repository

const settings = () => ({
  ...process.env,
  RESTIC_PASSWORD: 'geheim',
  RESTIC_REPOSITORY: path.join(root, 'repository'),
  RESTIC_CACHE_DIR: path.join(root, 'cache'),
})
const restic = (...parameters: string[]) => execFileSync('/usr/bin/restic', ['-q', ...parameters], { env: settings() })
const folderFor = (name: string) => path.join(root, name)
const snapshot = () => repository.findSnapshot('latest')
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'restore-'))
  source = path.join(root, 'source')
  makeOddFolder(source)
  fs.mkdirSync(path.join(source, 'large'))
  fs.writeFileSync(path.join(source, 'large', 'random'), randomBytes(9_000_000))
  fs.copyFileSync(path.join(source, 'large', 'random'), path.join(source, 'large', 'copy'))
  restic('init')
  restic('backup', source)
  repository = await openRepository(new LocalBackend(path.join(root, 'repository')), 'geheim')
})

afterAll(async () => {
  await repository.close()
  fs.rmSync(root, { recursive: true, force: true })
})

describe('restoring a snapshot of restic', () => {
  it('gives back every entry as it was, to the nanosecond', async () => {
    const target = folderFor('whole')
    const report = await restore(repository, await snapshot(), { target, verify: true })
    expect(report.problems).toEqual([])
    expect(listFolder(path.join(target, source))).toEqual(listFolder(source))
    const name = path.join('modes', 'nanoseconds')
    const times = [path.join(target, source, name), path.join(source, name)].map(
      (file) => readEntryStatus(Buffer.from(file)).modifiedNs,
    )
    expect(times[0]).toBe(times[1])
    expect(readEntryStatus(Buffer.from(path.join(target, source))).modifiedNs).toBe(
      readEntryStatus(Buffer.from(source)).modifiedNs,
    )
    expect(report.filesVerified).toBeGreaterThan(20)
    expect([report.filesFailed, report.filesSkipped, report.stoppedBy]).toEqual([0, 0, undefined])
  })

  it('leaves holes where the file had long runs of zeros', async () => {
    const target = folderFor('sparse')
    await restore(repository, await snapshot(), { target, paths: [path.join(source, 'sparse.img')] })
    const restored = path.join(target, source, 'sparse.img')
    expect(fs.readFileSync(restored).equals(fs.readFileSync(path.join(source, 'sparse.img')))).toBe(true)
    expect(fs.statSync(restored).blocks * 512).toBeLessThan(2_000_000)
  })

  it('restores only chosen paths, straight into the target where a subfolder is named', async () => {
    const target = folderFor('chosen')
    const options = { target, subfolder: source, paths: ['/links', '/modes/600', '/nowhere'] }
    const report = await restore(repository, await snapshot(), options)
    expect(fs.readdirSync(target).toSorted()).toEqual(['links', 'modes'])
    expect(fs.readdirSync(path.join(target, 'modes'))).toEqual(['600'])
    expect(report.problems.map(({ code, path: at }) => [code, text(at)])).toEqual([
      ['path-not-in-snapshot', '/nowhere'],
    ])
  })

  it('restores what patterns include and leaves out what they exclude', async () => {
    const target = folderFor('patterns')
    await restore(repository, await snapshot(), { target, subfolder: source, includes: ['links'], excludes: ['loop'] })
    expect(fs.readdirSync(target)).toEqual(['links'])
    expect(fs.readdirSync(path.join(target, 'links')).toSorted()).toEqual(
      ['original', 'hard link', 'to-file', 'dangling', 'absolute'].toSorted(),
    )
  })

  it('finds nothing to write the second time, and writes nothing when it only tries', async () => {
    const target = folderFor('twice')
    const tried = await restore(repository, await snapshot(), { target, dryRun: true })
    expect(fs.existsSync(target)).toBe(false)
    const first = await restore(repository, await snapshot(), { target })
    expect([tried.filesRestored, tried.bytesRestored]).toEqual([first.filesRestored, first.bytesRestored])
    const second = await restore(repository, await snapshot(), { target })
    expect([second.filesRestored, second.filesUnchanged, second.problems]).toEqual([0, first.filesRestored, []])
    expect(listFolder(path.join(target, source))).toEqual(listFolder(source))
  })

  it('tells progress up to the totals and every entry once', async () => {
    const progress: RestoreProgress[] = []
    const items: RestoredItem[] = []
    const target = folderFor('told')
    const report = await restore(repository, await snapshot(), {
      target,
      onProgress: (step) => progress.push(step),
      onItem: (item) => items.push(item),
    })
    const last = progress.at(-1)
    expect(last).toMatchObject({ phase: 'done', totalsFinal: true, filesDone: last?.filesTotal })
    expect(last?.filesDone).toBe(report.filesRestored)
    expect(new Set(items.map((item) => Buffer.from(item.path).toString('latin1'))).size).toBe(items.length)
  })

  it('ends with cancelled and leaves no half file when it is stopped', async () => {
    const target = folderFor('stopped')
    const stop = new AbortController()
    const options = { target, signal: stop.signal, onItem: () => stop.abort() }
    await expect(restore(repository, await snapshot(), options)).rejects.toMatchObject({ code: 'cancelled' })
    const left = execFileSync('find', [target, '-name', '.kuraban-restore-*']).toString()
    expect(left).toBe('')
  })

  it('refuses a subfolder that the snapshot does not hold', async () => {
    const options = { target: folderFor('none'), subfolder: '/no/such/folder' }
    await expect(restore(repository, await snapshot(), options)).rejects.toMatchObject({ code: 'path-not-in-snapshot' })
  })
})
