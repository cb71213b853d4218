import { expect, it } from 'vitest'
import { hashBlob } from '../../crypto/blob.ts'
import type { FileKind } from '../../model.ts'
import type { Backend } from '../backend.ts'

const kinds: readonly Exclude<FileKind, 'config'>[] = ['key', 'data', 'index', 'snapshot', 'lock']

const content = Buffer.from('0123456789')
const name = hashBlob(content)
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const names = async (backend: Backend, kind: FileKind) => {
  const listed = await Array.fromAsync(backend.list(kind))
  return listed.map((file) => file.name).sort()
}

/** What every backend must do; `open` gives a fresh, created one. */
export function backendSuite(open: () => Promise<Backend>): void {
  writingAndReading(open)
  refusals(open)
}

function writingAndReading(open: () => Promise<Backend>): void {
  it('can be created a second time without harm', async () => {
    const backend = await open()
    await backend.write({ kind: 'config', name: '' }, [content])
    await backend.create()
    expect(text(await backend.read({ kind: 'config', name: '' }))).toBe('0123456789')
  })

  it.each(kinds)('lists exactly what was written as %s, with sizes', async (kind) => {
    const backend = await open()
    expect(await names(backend, kind)).toEqual([])
    const other = hashBlob(Buffer.from('other'))
    await backend.write({ kind, name }, [content])
    await backend.write({ kind, name: other }, [])
    expect(await names(backend, kind)).toEqual([name, other].sort())
    const listed = await Array.fromAsync(backend.list(kind))
    expect(listed.find((file) => file.name === name)?.sizeBytes).toBe(10)
    for (const else_ of kinds.filter((each) => each !== kind)) expect(await names(backend, else_)).toEqual([])
  })

  it('joins the parts of a write and gives ranges of it', async () => {
    const backend = await open()
    const file = { kind: 'data', name } as const
    await backend.write(file, [content.subarray(0, 3), content.subarray(3, 3), content.subarray(3)])
    expect(text(await backend.read(file))).toBe('0123456789')
    expect(text(await backend.read(file, { offset: 2, lengthBytes: 3 }))).toBe('234')
    expect(text(await backend.read(file, { offset: 7 }))).toBe('789')
    expect(text(await backend.read(file, { offset: 3, lengthBytes: 0 }))).toBe('')
    expect(await backend.stat(file)).toEqual({ sizeBytes: 10 })
  })

  it('removes files, also those that are gone already', async () => {
    const backend = await open()
    for (const kind of kinds) {
      await backend.write({ kind, name }, [content])
      await backend.remove({ kind, name })
      await backend.remove({ kind, name })
      expect(await names(backend, kind)).toEqual([])
    }
  })

  it('keeps bytes apart from the buffers given and handed out', async () => {
    const backend = await open()
    const given = Buffer.from(content)
    await backend.write({ kind: 'data', name }, [given])
    given.fill(0)
    ;(await backend.read({ kind: 'data', name })).fill(0)
    expect(text(await backend.read({ kind: 'data', name }))).toBe('0123456789')
  })
}

function refusals(open: () => Promise<Backend>): void {
  it('says that a file is damaged when it is shorter than the range', async () => {
    const backend = await open()
    await backend.write({ kind: 'data', name }, [content])
    const read = backend.read({ kind: 'data', name }, { offset: 8, lengthBytes: 3 })
    await expect(read).rejects.toMatchObject({ code: 'damaged' })
  })

  it('says that a file is missing', async () => {
    const backend = await open()
    for (const file of [{ kind: 'config', name: '' }, ...kinds.map((kind) => ({ kind, name }))] as const) {
      await expect(backend.read(file)).rejects.toMatchObject({ code: 'missing' })
      await expect(backend.read(file, { offset: 0, lengthBytes: 1 })).rejects.toMatchObject({ code: 'missing' })
      await expect(backend.stat(file)).rejects.toMatchObject({ code: 'missing' })
    }
  })

  it('never overwrites, but takes a repeated write of the same bytes for done', async () => {
    const backend = await open()
    const file = { kind: 'config', name: '' } as const
    await backend.write(file, [content])
    await backend.write(file, [content])
    await expect(backend.write(file, [Buffer.from('different')])).rejects.toMatchObject({ code: 'file-exists' })
    expect(text(await backend.read(file))).toBe('0123456789')
  })

  it('stops at an aborted signal', async () => {
    const backend = await open()
    await backend.write({ kind: 'data', name }, [content])
    const signal = AbortSignal.abort()
    await expect(backend.read({ kind: 'data', name }, undefined, signal)).rejects.toMatchObject({ code: 'cancelled' })
    await expect(Array.fromAsync(backend.list('data', signal))).rejects.toMatchObject({ code: 'cancelled' })
    const write = backend.write({ kind: 'data', name: hashBlob(Buffer.of()) }, [], signal)
    await expect(write).rejects.toMatchObject({ code: 'cancelled' })
    expect(await names(backend, 'data')).toEqual([name])
  })
}
