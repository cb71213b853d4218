import { firstText, nativeLibrary } from './native-library.ts'

const RECORD_BYTES = 256
const TEXT_BYTES = 16 * 1024
const record = Buffer.alloc(RECORD_BYTES)
const text = Buffer.alloc(TEXT_BYTES)
const result = Buffer.alloc(8)

type Lookup = (id: number, record: Buffer, text: Buffer, result: Buffer) => number

function lookUp(call: Lookup | undefined, id: number): string {
  if (!call) return ''
  result.fill(0)
  const failed = call(id, record, text, result) !== 0
  return failed || result.readBigUInt64LE() === 0n ? '' : firstText(record)
}

const users = new Map<number, string>()
const groups = new Map<number, string>()

function cached(names: Map<number, string>, id: number, read: () => string): string {
  const known = names.get(id)
  if (known !== undefined) return known
  const name = read()
  names.set(id, name)
  return name
}

/** The name of a user id, or an empty text when the system knows none. Remembered for the life of the thread. */
export function userName(id: number): string {
  return cached(users, id, () => lookUp(nativeLibrary()?.userById, id))
}

/** The name of a group id, or an empty text when the system knows none. Remembered for the life of the thread. */
export function groupName(id: number): string {
  return cached(groups, id, () => lookUp(nativeLibrary()?.groupById, id))
}
