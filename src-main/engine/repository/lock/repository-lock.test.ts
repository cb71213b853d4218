import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { MemoryBackend } from '../backend/memory.ts'
import { createMasterKey } from '../crypto/key-file.ts'
import { formatTimeNs } from '../format/rfc3339.ts'
import type { Id } from '../model.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { UnpackedFiles } from '../unpacked-files.ts'
import { isStale, type LockContent } from './lock-file.ts'
import { LockStore } from './lock-store.ts'
import type { OwnLocks } from './own-locks.ts'
import { acquireLock, type LockTimes } from './repository-lock.ts'

const quick: LockTimes = { settleMs: 1, checkEveryMs: 5, refreshAfterMs: 10, lostAfterMs: 1000 }

class RecordedLocks implements OwnLocks {
  readonly ids = new Map<Id, number>()
  isGone = false

  async record(id: Id, pid: number): Promise<void> {
    this.ids.set(id, pid)
  }

  async forget(id: Id): Promise<void> {
    this.ids.delete(id)
  }

  async stale(): Promise<readonly Id[]> {
    return this.isGone ? [...this.ids.keys()] : []
  }
}

function fresh(backend = new MemoryBackend()) {
  const files = new UnpackedFiles(backend, createMasterKey(), 2)
  const ownLocks = new RecordedLocks()
  const store = new LockStore({ backend, files, ownLocks, rereadDelaysMs: [1, 1] })
  return { backend, files, ownLocks, store }
}

function lockOf(more: Partial<LockContent> = {}): LockContent {
  const time = formatTimeNs(BigInt(Date.now()) * 1_000_000n)
  return { time, exclusive: false, hostname: 'elsewhere', username: 'u', pid: 1, ...more }
}

const lockIds = async (backend: MemoryBackend) => (await Array.fromAsync(backend.list('lock'))).map(({ name }) => name)
const minutesAgo = (minutes: number) => formatTimeNs(BigInt(Date.now() - minutes * 60_000) * 1_000_000n)

describe('taking a lock', () => {
  it('lets shared locks stand beside each other and an exclusive one only alone', async () => {
    const { backend, store } = fresh()
    const first = await acquireLock(store, false, undefined, quick)
    const second = await acquireLock(store, false, undefined, quick)
    await expect(acquireLock(store, true, undefined, quick)).rejects.toMatchObject({ code: 'locked' })
    expect(await lockIds(backend)).toHaveLength(2)
    await first.release()
    await second.release()
    const exclusive = await acquireLock(store, true, undefined, quick)
    await expect(acquireLock(store, false, undefined, quick)).rejects.toMatchObject({
      code: 'locked',
      detail: { exclusive: true, pid: process.pid, hostname: hostname() },
    })
    await exclusive.release()
    await exclusive.release()
    expect(await lockIds(backend)).toEqual([])
  })

  it('yields to a lock that was written while it waited, and leaves nothing behind', async () => {
    const { backend, files, store } = fresh()
    const wanted = acquireLock(store, false, undefined, { ...quick, settleMs: 30 })
    await delay(5)
    const other = await files.save('lock', Buffer.from(JSON.stringify(lockOf({ exclusive: true }))))
    await expect(wanted).rejects.toMatchObject({ code: 'locked', detail: { lockId: other, hostname: 'elsewhere' } })
    expect(await lockIds(backend)).toEqual([other])
  })

  it('is blocked by a stale lock of somebody else too', async () => {
    const { files, store } = fresh()
    await files.save('lock', Buffer.from(JSON.stringify(lockOf({ exclusive: true, time: minutesAgo(90) }))))
    await expect(acquireLock(store, false, undefined, quick)).rejects.toMatchObject({ code: 'locked' })
  })

  it('passes over empty lock files and fails on unreadable ones', async () => {
    const { backend, store } = fresh()
    await backend.write({ kind: 'lock', name: 'a'.repeat(64) }, [])
    await (await acquireLock(store, false, undefined, quick)).release()
    await backend.write({ kind: 'lock', name: 'b'.repeat(64) }, [Buffer.from('?')])
    await expect(acquireLock(store, false, undefined, quick)).rejects.toMatchObject({ code: 'damaged' })
  })

  it('removes recorded locks of a process that is gone, and only those', async () => {
    const { backend, files, ownLocks, store } = fresh()
    const killed = await acquireLock(store, true, undefined, { ...quick, checkEveryMs: 1_000_000 })
    const foreign = await files.save('lock', Buffer.from(JSON.stringify(lockOf({ time: minutesAgo(90) }))))
    ownLocks.isGone = true
    const next = await acquireLock(store, false, undefined, quick)
    ownLocks.isGone = false
    expect((await lockIds(backend)).sort()).toEqual([foreign, next.id].sort())
    expect([...ownLocks.ids.keys()]).toEqual([next.id])
    await next.release()
    expect(ownLocks.ids.size).toBe(0)
    await killed.release()
  })

  it('can be cancelled', async () => {
    const { backend, store } = fresh()
    const abort = new AbortController()
    const wanted = acquireLock(store, false, abort.signal, { ...quick, settleMs: 10_000 })
    await delay(5)
    abort.abort()
    await expect(wanted).rejects.toMatchObject({ code: 'cancelled' })
    expect(await lockIds(backend)).toEqual([])
  })
})

describe('a held lock', () => {
  it('is refreshed by a new file before the old one goes', async () => {
    const { backend, ownLocks, store } = fresh()
    const lock = await acquireLock(store, false, undefined, quick)
    const first = lock.id
    while (lock.id === first) await delay(5)
    await delay(5)
    expect(await lockIds(backend)).toContain(lock.id)
    expect(await lockIds(backend)).not.toContain(first)
    await lock.ensureHeld()
    await lock.release()
    expect([await lockIds(backend), ownLocks.ids.size]).toEqual([[], 0])
  })

  it('is lost when somebody removes its file', async () => {
    const { backend, store } = fresh()
    const lock = await acquireLock(store, false, undefined, quick)
    await backend.remove({ kind: 'lock', name: lock.id })
    while (!lock.signal.aborted) await delay(5)
    expect(lock.signal.reason).toMatchObject({ code: 'lock-lost' })
    await expect(lock.ensureHeld()).rejects.toMatchObject({ code: 'lock-lost' })
    await lock.release()
  })

  it('is lost when it cannot be refreshed in time, and survives a shorter failure', async () => {
    const { backend, store } = fresh()
    const lock = await acquireLock(store, false, undefined, { ...quick, lostAfterMs: 150 })
    const write = backend.write.bind(backend)
    backend.write = async () => {
      throw new Error('offline')
    }
    await delay(40)
    expect(lock.signal.aborted).toBe(false)
    backend.write = write
    await delay(40)
    expect(lock.signal.aborted).toBe(false)
    backend.write = async () => {
      throw new Error('offline')
    }
    while (!lock.signal.aborted) await delay(5)
    await expect(lock.ensureHeld()).rejects.toMatchObject({ code: 'lock-lost' })
    await lock.release()
  })

  it('stops every write of its repository once it is lost', async () => {
    const repository = createTestRepository()
    const lock = await repository.lock(false)
    await repository.saveBlob('data', Buffer.from('a'))
    await repository.backend.remove({ kind: 'lock', name: lock.id })
    const now = Date.now
    Date.now = () => now() + 23 * 60_000
    try {
      await expect(repository.flush()).rejects.toMatchObject({ code: 'lock-lost' })
      await expect(repository.saveUnpacked('index', Buffer.from('{}'))).rejects.toMatchObject({ code: 'lock-lost' })
    } finally {
      Date.now = now
    }
    expect(await Array.fromAsync(repository.backend.list('data'))).toEqual([])
    await lock.release()
    await repository.lock(true)
    await repository.saveUnpacked('index', Buffer.from('{}'))
    await repository.close()
    expect(await Array.fromAsync(repository.backend.list('lock'))).toEqual([])
  })
})

describe('unlocking', () => {
  it('removes old locks and those of dead processes of this machine, all only on demand', async () => {
    const { backend, files, store } = fresh()
    const save = (lock: LockContent) => files.save('lock', Buffer.from(JSON.stringify(lock)))
    const kept = [await save(lockOf()), await save(lockOf({ hostname: hostname(), pid: process.pid }))]
    await save(lockOf({ time: minutesAgo(31) }))
    await save(lockOf({ hostname: hostname(), pid: 2 ** 30 }))
    await backend.write({ kind: 'lock', name: 'b'.repeat(64) }, [Buffer.from('?')])
    expect(await store.unlock(false)).toBe(2)
    expect((await lockIds(backend)).sort()).toEqual([...kept, 'b'.repeat(64)].sort())
    expect(await store.unlock(true)).toBe(3)
  })

  it('takes a lock of another machine for fresh up to 30 minutes', () => {
    expect(isStale(lockOf({ time: minutesAgo(29) }))).toBe(false)
    expect(isStale(lockOf({ time: minutesAgo(31) }))).toBe(true)
  })
})
