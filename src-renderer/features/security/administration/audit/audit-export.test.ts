import { describe, expect, it } from 'vitest'
import { collectExport, type ExportProgress, ExportTooLargeError, exportFileName } from './audit-export.ts'

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield { text }
}

const nobody = () => undefined

describe('an export of the record', () => {
  it('is the pieces in their order, and tells how far it is', async () => {
    const told: ExportProgress[] = []
    const file = await collectExport(
      pieces('{"a":1}\n{"名":', '"前"}\n'),
      (progress) => told.push(progress),
      new AbortController().signal,
    )
    expect(await file.text()).toBe('{"a":1}\n{"名":"前"}\n')
    expect(told.map((progress) => progress.rows)).toEqual([1, 2])
    expect(told.at(-1)?.bytes).toBe(file.size)
  })

  it('ends at once when it is stopped, and leaves no half file', async () => {
    const stop = new AbortController()
    const told: ExportProgress[] = []
    const tell = (progress: ExportProgress) => {
      told.push(progress)
      stop.abort()
    }
    await expect(collectExport(pieces('a\n', 'b\n', 'c\n'), tell, stop.signal)).rejects.toThrow(/abort/i)
    expect(told).toHaveLength(1)
  })

  it('holds no more than a window should', async () => {
    const large = collectExport(pieces('12345\n', '12345\n'), nobody, new AbortController().signal, 10)
    await expect(large).rejects.toBeInstanceOf(ExportTooLargeError)
  })

  it('says in its name when it is a part of the record', () => {
    const now = new Date('2026-11-22T10:20:30Z')
    expect(exportFileName({}, now)).toBe('kuraban-audit-20261122-1020.jsonl')
    expect(exportFileName({ search: undefined }, now)).toBe('kuraban-audit-20261122-1020.jsonl')
    expect(exportFileName({ outcome: 'denied' }, now)).toBe('kuraban-audit-20261122-1020-filtered.jsonl')
  })
})
