/** Carries what structured clone carries through text, as tagged JSON. */
export interface Codec {
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * Makes the codec. The function stands alone, because its source also runs inside pages: no imports, nothing from outside.
 * What it does not know (cycles, blobs) throws instead of arriving changed.
 */
export function createCodec(): Codec {
  const bytesToText = (bytes: Uint8Array) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }
  const textToBytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const views = {
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    BigInt64Array,
    BigUint64Array,
    Float32Array,
    Float64Array,
  }
  const viewNamed = (name: string) => Object.entries(views).find(([known]) => known === name)?.[1]
  const nameOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1)

  const pack = (value: unknown, above: readonly unknown[]): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ['number', `${Object.is(value, -0) ? '-0' : value}`]
    if (value === undefined) return ['undefined']
    if (typeof value === 'bigint') return ['bigint', `${value}`]
    if (typeof value !== 'object') throw new Error(`a ${typeof value} cannot be carried`)
    if (above.includes(value)) throw new Error('a value that holds itself is not carried')
    const within = [...above, value]
    if (Array.isArray(value)) return ['array', value.map((item) => pack(item, within))]
    if (value instanceof ArrayBuffer) return ['buffer', bytesToText(new Uint8Array(value))]
    if (ArrayBuffer.isView(value)) {
      const name = value.constructor.name
      if (viewNamed(name) === undefined) throw new Error(`a ${name} is not carried`)
      return ['view', name, bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))]
    }
    if (value instanceof Date) return ['date', `${value.getTime()}`]
    if (value instanceof Error) return ['error', value.name, value.message]
    if (value instanceof Map) return ['map', [...value].map(([key, item]) => [pack(key, within), pack(item, within)])]
    if (value instanceof Set) return ['set', [...value].map((item) => pack(item, within))]
    if (nameOf(value) !== 'Object') throw new Error(`a ${nameOf(value)} is not carried`)
    return ['object', Object.entries(value).map(([key, item]) => [key, pack(item, within)])]
  }

  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
  const unpack = (packed: unknown): unknown => {
    if (!Array.isArray(packed)) return packed
    const [tag, first, second] = packed
    switch (tag) {
      case 'number':
        return Number(first)
      case 'undefined':
        return undefined
      case 'bigint':
        return BigInt(String(first))
      case 'array':
        return list(first).map(unpack)
      case 'buffer':
        return textToBytes(String(first)).buffer
      case 'view': {
        const View = viewNamed(String(first))
        if (View === undefined) throw new Error(`a ${first} is not carried`)
        return new View(textToBytes(String(second)).buffer)
      }
      case 'date':
        return new Date(Number(first))
      case 'error':
        return Object.assign(new Error(String(second)), { name: String(first) })
      case 'map':
        return new Map(list(first).map((entry) => [unpack(list(entry)[0]), unpack(list(entry)[1])]))
      case 'set':
        return new Set(list(first).map(unpack))
      case 'object':
        return Object.fromEntries(list(first).map((entry) => [String(list(entry)[0]), unpack(list(entry)[1])]))
      default:
        throw new Error(`unknown tag ${tag}`)
    }
  }
  return {
    encode: (value) => JSON.stringify(pack(value, [])),
    decode: (text) => unpack(JSON.parse(text)),
  }
}
