import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointSigner, exportedFile, rehashed, relinked, soundRecord } from '#test/fixtures/audit-record.ts'
import { soak, testSeed } from '#test/fixtures/seed.ts'
import {
  AuditFileError,
  type ChainRow,
  ChainVerifier,
  type Checkpoint,
  readCheckpointFile,
  verifyAuditFile,
} from './index.ts'

function verdictOf(
  rows: readonly ChainRow[],
  checkpoints: readonly Checkpoint[] = [],
  lastSeq = rows.at(-1)?.seq ?? 0,
) {
  const verifier = new ChainVerifier({ complete: true, checkpoints })
  for (const row of rows) verifier.add(row)
  return verifier.finish(lastSeq)
}

async function* piecesOf(text: string | Uint8Array, size = 65_536) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const rows = soundRecord(60)
const sign = checkpointSigner()
const at = (seq: number, all: readonly ChainRow[] = rows) => {
  const row = all[seq - 1]
  if (row === undefined) throw new Error(`no row ${seq}`)
  return row
}
const withRow = (seq: number, row: ChainRow) => rows.map((one) => (one.seq === seq ? row : one))

describe('the verifier of the chain', () => {
  it('accepts a sound record, an empty one, and one whose beginning was pruned under a signature', () => {
    expect(verdictOf(rows)).toEqual({ ok: true, rows: 60, firstBadSeq: null, kind: null, complete: true })
    expect(verdictOf([])).toMatchObject({ ok: true, rows: 0 })
    expect(verdictOf(rows.slice(20), [sign(at(20), 'beginning')])).toMatchObject({ ok: true, rows: 40 })
    expect(verdictOf(rows, [sign(at(30)), sign(at(60))])).toMatchObject({ ok: true })
  })

  it('names an edited row, whichever column was edited', () => {
    const columns = Object.keys(at(17)).filter((key) => key !== 'seq' && key !== 'hash' && key !== 'previousHash')
    for (const column of columns) {
      const changed = { ...at(17), [column]: column === 'at' || column === 'occurrences' ? 7 : 'other' }
      expect(verdictOf(withRow(17, changed)), column).toMatchObject({ ok: false, firstBadSeq: 17, kind: 'edited' })
    }
  })

  it('names an edited row whose hash was made to fit', () => {
    const changed = rehashed({ ...at(17), detail: '{}' })
    expect(verdictOf(withRow(17, changed))).toMatchObject({ firstBadSeq: 17, kind: 'edited' })
  })

  it('names a deleted row, also when the numbers after it were closed up', () => {
    const without = rows.filter(({ seq }) => seq !== 9)
    expect(verdictOf(without)).toMatchObject({ firstBadSeq: 9, kind: 'deleted' })
    const closed = without.map((row) => (row.seq > 9 ? { ...row, seq: row.seq - 1 } : row))
    expect(verdictOf(closed)).toMatchObject({ firstBadSeq: 9, kind: 'deleted' })
    expect(verdictOf(rows.slice(5))).toMatchObject({ firstBadSeq: 1, kind: 'deleted' })
  })

  it('names reordered rows, as lines of a file and as numbers in the database', () => {
    const lines = [...rows.slice(0, 7), at(30), ...rows.slice(8, 29), at(8), ...rows.slice(30)]
    expect(verdictOf(lines)).toMatchObject({ firstBadSeq: 8, kind: 'reordered' })
    for (const [one, other] of [
      [8, 30],
      [8, 9],
    ] as const) {
      const swapped = rows.map((row) => {
        if (row.seq === one) return { ...at(other), seq: one }
        return row.seq === other ? { ...at(one), seq: other } : row
      })
      expect(verdictOf(swapped), `${one} and ${other}`).toMatchObject({ firstBadSeq: 8, kind: 'reordered' })
    }
  })

  it('names an inserted row, whether it takes a number twice, an own hash, or moves the numbers on', () => {
    const forged = { ...at(12), id: 'forged', action: 'forged' }
    const fitting = rehashed({ ...forged, previousHash: at(11).hash })
    for (const row of [forged, fitting, rehashed({ ...forged, previousHash: at(12).hash })]) {
      const both = [...rows.slice(0, 12), row, ...rows.slice(12)]
      expect(verdictOf(both)).toMatchObject({ firstBadSeq: 12, kind: 'inserted' })
      const before = [...rows.slice(0, 11), row, ...rows.slice(11)]
      expect(verdictOf(before)).toMatchObject({ firstBadSeq: 12, kind: 'inserted' })
      const moved = [...rows.slice(0, 11), row, ...rows.slice(11).map((one) => ({ ...one, seq: one.seq + 1 }))]
      expect(verdictOf(moved)).toMatchObject({ firstBadSeq: 12, kind: 'inserted' })
    }
  })

  it('catches a cut tail by a checkpoint beyond the end', () => {
    expect(verdictOf(rows.slice(0, 50))).toMatchObject({ ok: true })
    expect(verdictOf(rows.slice(0, 50), [sign(at(55))])).toMatchObject({ firstBadSeq: 51, kind: 'cut-tail' })
    expect(verdictOf(rows.slice(0, 50), [], 60)).toMatchObject({ firstBadSeq: 51, kind: 'cut-tail' })
  })

  it('catches a chain that was written anew by the state that was signed before', () => {
    const edited = relinked(withRow(40, { ...at(40), detail: '{}' }), 39)
    expect(verdictOf(edited)).toMatchObject({ ok: true })
    const signed = [sign(at(30)), sign(at(50))]
    expect(verdictOf(edited, signed)).toMatchObject({ firstBadSeq: 31, kind: 'edited' })
  })

  it('names a signature that is wrong, and a key that is not what its id says', () => {
    const good = sign(at(30))
    const wrong = { ...good, at: good.at + 1 }
    expect(verdictOf(rows, [sign(at(10)), wrong])).toMatchObject({ firstBadSeq: 30, kind: 'bad-signature' })
    const foreign = { ...checkpointSigner()(at(30)), keyId: good.keyId }
    expect(verdictOf(rows, [foreign])).toMatchObject({ firstBadSeq: 30, kind: 'bad-signature' })
  })
})

describe('the verifier of an exported file', () => {
  it('accepts a sound file in pieces of any size', async () => {
    const file = exportedFile(rows, { checkpoints: [sign(at(60))] })
    for (const size of [1, 7, 65_536]) {
      expect(await verifyAuditFile(piecesOf(file, size))).toMatchObject({ ok: true, rows: 60 })
    }
  })

  it('calls a file without its end, or with fewer rows than its end says, cut or deleted', async () => {
    const lines = exportedFile(rows).trimEnd().split('\n')
    const cut = await verifyAuditFile(piecesOf(lines.slice(0, 41).join('\n')))
    expect(cut).toMatchObject({ firstBadSeq: 41, kind: 'cut-tail', rows: 40 })
    const shorter = [...lines.slice(0, 41), ...lines.slice(-1)].join('\n')
    expect(await verifyAuditFile(piecesOf(shorter))).toMatchObject({ firstBadSeq: 41, kind: 'cut-tail' })
  })

  it('finds a tail that was cut with everything that pointed to it by a checkpoint that was kept elsewhere', async () => {
    const forged = exportedFile(rows.slice(0, 40), { checkpoints: [sign(at(20))] })
    expect(await verifyAuditFile(piecesOf(forged))).toMatchObject({ ok: true })
    const kept = await readCheckpointFile(piecesOf(`${JSON.stringify(sign(at(60)))}\n`))
    expect(await verifyAuditFile(piecesOf(forged), kept)).toMatchObject({ firstBadSeq: 41, kind: 'cut-tail' })
  })

  it('verifies a selection as far as possible and says so', async () => {
    const some = rows.filter(({ seq }) => seq % 3 === 0)
    const filter = { action: 'test.change' }
    const sound = await verifyAuditFile(piecesOf(exportedFile(some, { filter, checkpoints: [sign(at(60))] })))
    expect(sound).toMatchObject({ ok: true, complete: false, rows: 20 })
    const edited = some.map((row) => (row.seq === 30 ? { ...row, detail: '{}' } : row))
    const verdict = await verifyAuditFile(piecesOf(exportedFile(edited, { filter })))
    expect(verdict).toMatchObject({ ok: false, firstBadSeq: 30, kind: 'edited', complete: false })
  })

  const sound = exportedFile(rows.slice(0, 3)).split('\n')
  const replaced = (line: number, text: string) => sound.map((one, n) => (n === line - 1 ? text : one)).join('\n')
  const hostile: readonly (readonly [string, string, number])[] = [
    ['nothing', '', 1],
    ['wrong JSON', replaced(3, '{"type":'), 3],
    ['another format', replaced(1, '{"type":"header","format":"other"}'), 1],
    ['no header', sound.slice(1).join('\n'), 1],
    ['a huge line', replaced(2, `{"type":"row","detail":"${'x'.repeat(2_000_000)}"}`), 2],
    [
      'very many keys',
      replaced(2, JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [n, n])))),
      2,
    ],
    ['deep nesting', replaced(2, '['.repeat(100_000)), 2],
    ['a prototype', replaced(2, '{"__proto__":{"polluted":true},"type":"row"}'), 2],
    ['a column too many', replaced(2, (sound[1] ?? '').replace('{', '{"more":1,')), 2],
    ['a column of another type', replaced(2, (sound[1] ?? '').replace('"seq":1', '"seq":"1"')), 2],
    ['something after the end', `${sound.join('\n')}{"type":"row"}`, 6],
  ]

  it.each(hostile)('refuses %s and names the line', async (_, text, line) => {
    const failure = await verifyAuditFile(piecesOf(text)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AuditFileError)
    expect(failure).toMatchObject({ line })
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  it('answers whatever the bytes are with a verdict or the line, never otherwise', async () => {
    const file = Buffer.from(exportedFile(rows.slice(0, 10), { checkpoints: [sign(at(10))] }))
    const change = fc.record({
      at: fc.nat(file.length - 1),
      remove: fc.nat(200),
      put: fc.uint8Array({ maxLength: 200 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let bytes = file
        for (const { at: place, remove, put } of changes) {
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + remove)])
        }
        const verdict = await verifyAuditFile(piecesOf(bytes)).catch((error: unknown) => error)
        if (verdict instanceof AuditFileError) return
        expect(verdict).toMatchObject({ ok: bytes.equals(file) })
      }),
      { numRuns: 500 },
    )
  })
})

describe('a record of 100,000 rows', () => {
  const many = soundRecord(100_000)
  const signed = [sign(at(50_000, many)), sign(at(100_000, many))]
  const next = (() => {
    let state = testSeed
    return (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state % below
    }
  })()
  const samples = Array.from({ length: soak ? 20 : 1 }, () => 2 + next(99_000))

  it(`is accepted whole; one row edited, deleted, moved or put in, and a cut tail, are each named (seed ${testSeed})`, () => {
    expect(verdictOf(many, signed)).toMatchObject({ ok: true, rows: 100_000 })
    for (const seq of samples) {
      const row = at(seq, many)
      const edited = many.with(seq - 1, { ...row, outcome: 'failed' })
      expect(verdictOf(edited, signed)).toMatchObject({ firstBadSeq: seq, kind: 'edited' })
      expect(verdictOf(many.toSpliced(seq - 1, 1), signed)).toMatchObject({ firstBadSeq: seq, kind: 'deleted' })
      const other = seq + 1 + next(900)
      const moved = many.with(seq - 1, { ...at(other, many), seq }).with(other - 1, { ...row, seq: other })
      expect(verdictOf(moved, signed)).toMatchObject({ firstBadSeq: seq, kind: 'reordered' })
      const put = many.toSpliced(seq - 1, 0, { ...row, id: 'forged' })
      expect(verdictOf(put, signed)).toMatchObject({ firstBadSeq: seq, kind: 'inserted' })
      expect(verdictOf(many.slice(0, seq), signed)).toMatchObject({ firstBadSeq: seq + 1, kind: 'cut-tail' })
    }
  })
})
