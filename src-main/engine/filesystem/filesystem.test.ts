import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  changeMode,
  dataRegions,
  groupName,
  listExtendedAttributes,
  makeDevice,
  makeFifo,
  openBeneath,
  openForReading,
  readDirectory,
  readEntryStatus,
  readExtendedAttribute,
  readExtendedAttributes,
  readLinkTarget,
  removeExtendedAttribute,
  setTimes,
  systemErrorCode,
  userName,
  writeExtendedAttribute,
} from './index.ts'

let folder: string
const at = (name: string | Buffer) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)])
const asRoot = process.getuid?.() === 0

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
  } catch (error) {
    return systemErrorCode(error)
  }
  return undefined
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'filesystem-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('status of an entry', () => {
  it('keeps nanoseconds before and after 1970 exactly', () => {
    fs.writeFileSync(at('file'), 'x')
    for (const modified of [1_700_000_000_123_456_789n, -1n, -1_500_000_001n, 0n]) {
      setTimes(at('file'), 42n, modified)
      const status = readEntryStatus(at('file'))
      expect([status.accessNs, status.modifiedNs]).toEqual([42n, modified])
    }
  })

  it('speaks of a link itself, not of what it points at', () => {
    fs.symlinkSync('nowhere', at('link'))
    setTimes(at('link'), 5n, 1_000_000_007n)
    expect(readEntryStatus(at('link')).modifiedNs).toBe(1_000_000_007n)
    expect(readEntryStatus(at('link')).mode & 0o170000).toBe(0o120000)
  })

  it('names the owner, and nobody for an id the system does not know', () => {
    expect(userName(0)).toBe('root')
    expect(groupName(0)).toBe(process.platform === 'linux' ? 'root' : 'wheel')
    expect(userName(3_999_999_999)).toBe('')
    expect(readEntryStatus(Buffer.from('/')).user).toBe('root')
  })

  it('lists names and link targets that are no UTF-8, ascending by bytes', () => {
    const names = [Buffer.from([0xff, 0xfe]), Buffer.from('蔵番'), Buffer.from('a')]
    for (const name of names) fs.writeFileSync(at(name), '')
    expect(readDirectory(Buffer.from(folder))).toEqual([...names].sort(Buffer.compare))
    fs.symlinkSync(Buffer.from([0xff, 0x2f, 0xfe]), at('link'))
    expect(readLinkTarget(at('link'))).toEqual(Buffer.from([0xff, 0x2f, 0xfe]))
  })
})

describe('extended attributes', () => {
  it('are written, listed in order, read and removed', () => {
    fs.writeFileSync(at('file'), '')
    writeExtendedAttribute(at('file'), 'user.first', Buffer.from([0, 1, 255]))
    writeExtendedAttribute(at('file'), 'user.empty', Buffer.alloc(0))
    expect(listExtendedAttributes(at('file')).toSorted()).toEqual(['user.empty', 'user.first'])
    expect(readExtendedAttribute(at('file'), 'user.first')).toEqual(Buffer.from([0, 1, 255]))
    removeExtendedAttribute(at('file'), 'user.first')
    expect(readExtendedAttributes(at('file'))).toEqual([{ name: 'user.empty', value: Buffer.alloc(0) }])
  })

  it('fail with the code of the system', () => {
    fs.writeFileSync(at('file'), '')
    expect(codeOf(() => readExtendedAttribute(at('file'), 'user.none'))).toMatch(/ENODATA|ENOATTR/)
    expect(codeOf(() => listExtendedAttributes(at('missing')))).toBe('ENOENT')
  })

  it('of a dangling link are its own', () => {
    fs.symlinkSync('nowhere', at('link'))
    expect(readExtendedAttributes(at('link'))).toEqual([])
  })
})

describe('opening', () => {
  it('refuses a link at the end and does not wait at a FIFO', () => {
    fs.writeFileSync(at('file'), 'x')
    fs.symlinkSync('file', at('link'))
    makeFifo(at('fifo'), 0o600)
    expect(codeOf(() => openForReading(at('link')))).toBe('ELOOP')
    fs.closeSync(openForReading(at('fifo')))
  })

  it('does not touch the access time of a file of our own', () => {
    fs.writeFileSync(at('file'), 'x')
    setTimes(at('file'), 1n, 1n)
    const fd = openForReading(at('file'))
    fs.readFileSync(fd)
    fs.closeSync(fd)
    expect(readEntryStatus(at('file')).accessNs).toBe(1n)
  })

  it('never leaves the folder through links, parents or absolute paths', () => {
    fs.mkdirSync(at('inner/deep'), { recursive: true })
    fs.writeFileSync(at('inner/deep/file'), 'x')
    fs.symlinkSync('/etc', at('inner/planted'))
    const root = fs.openSync(folder, fs.constants.O_DIRECTORY)
    const open = (name: string, flags = fs.constants.O_RDONLY) =>
      fs.closeSync(openBeneath(root, Buffer.from(folder), Buffer.from(name), flags))
    expect(codeOf(() => open('inner/deep/file'))).toBeUndefined()
    expect(codeOf(() => open('inner/planted/passwd'))).toMatch(/ELOOP|ENOTDIR/)
    expect(codeOf(() => open('inner/planted/new', fs.constants.O_CREAT | fs.constants.O_WRONLY))).toMatch(
      /ELOOP|ENOTDIR/,
    )
    expect(codeOf(() => open('../x'))).toMatch(/EXDEV|EINVAL/)
    expect(codeOf(() => open('/etc/passwd'))).toMatch(/EXDEV|EINVAL/)
    fs.closeSync(root)
  })
})

describe('the mode', () => {
  it('is set with all bits and never through a link', () => {
    fs.writeFileSync(at('file'), '')
    fs.symlinkSync('file', at('link'))
    changeMode(at('file'), 0o4750)
    expect(readEntryStatus(at('file')).mode).toBe(0o104750)
    expect(codeOf(() => changeMode(at('link'), 0o777))).toMatch(/ENOTSUP|EOPNOTSUPP/)
    expect(readEntryStatus(at('file')).mode).toBe(0o104750)
    expect(codeOf(() => changeMode(at('missing'), 0o777))).toBe('ENOENT')
  })
})

describe('special files', () => {
  it.runIf(asRoot)('makes devices with their numbers', () => {
    makeDevice(at('null'), 'character', 0o600, 0x103n)
    const status = readEntryStatus(at('null'))
    expect([status.mode & 0o170000, status.device]).toEqual([0o020000, 0x103n])
    expect(codeOf(() => makeDevice(at('null'), 'block', 0o600, 1n))).toBe('EEXIST')
  })

  it('tells the data of a sparse file from its holes', () => {
    const fd = fs.openSync(at('sparse'), 'w+')
    fs.ftruncateSync(fd, 8 << 20)
    expect(dataRegions(fd, 8 << 20)).toEqual([])
    fs.writeSync(fd, Buffer.alloc(65_536, 1), 0, 65_536, 4 << 20)
    const [region] = dataRegions(fd, 8 << 20)
    expect(region).toEqual({ offset: 4 << 20, length: 65_536 })
    fs.closeSync(fd)
  })
})

it('agrees with the tools of the system on attributes of every kind', () => {
  fs.writeFileSync(at('file'), '')
  writeExtendedAttribute(at('file'), 'user.note', Buffer.from('蔵番'))
  const listed = execFileSync('python3', ['-c', 'import os,sys;print(os.listxattr(sys.argv[1]))', `${folder}/file`])
  expect(listed.toString().trim()).toBe("['user.note']")
})

it('works in several worker threads at once', async () => {
  const index = new URL('./index.ts', import.meta.url).href
  const source = `import { parentPort } from 'node:worker_threads'
    const f = await import(${JSON.stringify(index)})
    for (let i = 0; i < 2000; i += 1) f.listExtendedAttributes(Buffer.from('/usr'))
    parentPort.postMessage(f.readEntryStatus(Buffer.from('/')).user)`
  const names = await Promise.all(
    [1, 2, 3].map(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`))
          worker.once('message', resolve)
          worker.once('error', reject)
        }),
    ),
  )
  expect(names).toEqual(['root', 'root', 'root'])
})
