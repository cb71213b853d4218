import { AuditFileError } from './audit-file-error.ts'

/** No row is longer: the writer cuts what is worth knowing long before. */
const longestLineBytes = 262_144

const newline = 10

/** One JSON value a line, with bounded memory whatever the pieces hold; empty lines are passed over. */
export async function* readJsonLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly line: number; readonly value: unknown }> {
  let line = 1
  for await (const bytes of splitLines(pieces)) {
    if (bytes === null) throw new AuditFileError(line, 'line-too-long')
    if (bytes.length > 0) yield { line, value: parse(bytes, line) }
    line += 1
  }
}

async function* splitLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | null> {
  let rest = Buffer.alloc(0)
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      const whole = joined(rest, piece.subarray(start, end))
      rest = Buffer.alloc(0)
      start = end + 1
      yield whole
    }
    const grown = joined(rest, piece.subarray(start))
    if (grown === null) return yield null
    rest = grown
  }
  if (rest.length > 0) yield rest
}

function joined(rest: Buffer, more: Uint8Array): Buffer<ArrayBuffer> | null {
  if (rest.length + more.length > longestLineBytes) return null
  return Buffer.concat([rest, more])
}

function parse(bytes: Buffer, line: number): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AuditFileError(line, 'not-json')
  }
}
