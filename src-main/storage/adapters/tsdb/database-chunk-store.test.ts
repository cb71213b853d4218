import { expect, it } from 'vitest'
import { chunkStoreSuite } from '#test/stores/chunk-store-suite.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { DatabaseChunkStore } from './index.ts'

describeOnEachDatabase('the chunk store', (open) => {
  chunkStoreSuite(async () => new DatabaseChunkStore(await open()))

  it('writes nothing of a seal that fails', async () => {
    const storage = await open()
    const store = new DatabaseChunkStore(storage)
    const first = { sequence: 1, tickMs: 1000, data: new Uint8Array([1]) }
    await store.appendHead([first], [])
    const failing = new DatabaseChunkStore({
      db: storage.db,
      transaction: (work) =>
        storage.transaction(async (tx) => {
          await work(tx)
          throw new Error('the power is cut')
        }),
    })
    const chunks = [{ series: 1, fromMs: 1000, data: new Uint8Array([2]) }]
    await expect(failing.seal({ chunks, untilMs: 2000, seen: [] })).rejects.toThrow('the power is cut')
    expect(await store.readHead(0, 10)).toHaveLength(1)
    expect(await store.readChunks('raw', [{ series: 1, fromMs: 0, toMs: 5000 }])).toEqual([])
    expect(await store.readMarks()).toMatchObject({ sealedUntilMs: 0 })
  })
})
