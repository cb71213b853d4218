import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot-codec.ts'

const id = 'b'.repeat(64)
const tree = 'a'.repeat(64)
const time = '2026-11-22T10:00:00.5+09:00'
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

const full = `{"time":"${time}","parent":"${id}","tree":"${tree}","paths":["/a\\u0026b"],"hostname":"h","username":"u","uid":1000,"gid":100,"excludes":["*.o"],"tags":["t"],"original":"${id}","program_version":"kuraban 0.1.0","summary":{"backup_start":"${time}","backup_end":"${time}","files_new":1,"files_changed":2,"files_unmodified":3,"dirs_new":4,"dirs_changed":5,"dirs_unmodified":6,"data_blobs":7,"tree_blobs":8,"data_added":9,"data_added_packed":10,"total_files_processed":11,"total_bytes_processed":12}}`

describe('snapshots', () => {
  it('come back with every field, in the same bytes', () => {
    const snapshot = decodeSnapshot(id, Buffer.from(full))
    expect(snapshot).toMatchObject({ id, parent: id, paths: ['/a&b'], programVersion: 'kuraban 0.1.0' })
    expect(snapshot.summary).toMatchObject({ filesNew: 1, dataAddedPacked: 10, totalBytesProcessed: 12 })
    expect(text(encodeSnapshot(snapshot))).toBe(full)
  })

  it('leave out what is empty or zero', () => {
    const least = { time, tree, paths: ['/'], hostname: '', username: '', uid: 0, gid: 0, excludes: [], tags: [] }
    expect(text(encodeSnapshot(least))).toBe(`{"time":"${time}","tree":"${tree}","paths":["/"]}`)
    expect(decodeSnapshot(id, encodeSnapshot(least))).toEqual({ id, ...least })
  })

  it('keep keys this program does not know', () => {
    const json = `{"time":"${time}","tree":"${tree}","paths":["/"],"label":"x","delete":{"After":1}}`
    expect(text(encodeSnapshot(decodeSnapshot(id, Buffer.from(json))))).toBe(json)
  })

  it.each(['', '[]', '{"time":1}', `{"time":"${time}","tree":"x","paths":[]}`])(
    'are refused when they are none: %s',
    (json) => {
      expect(() => decodeSnapshot(id, Buffer.from(json))).toThrow(FormatError)
    },
  )
})
