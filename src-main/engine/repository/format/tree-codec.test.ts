import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Node } from '../model.ts'
import { FormatError } from './format-error.ts'
import { decodeTree, encodeTree, findDisorder } from './tree-codec.ts'
import { compareBytes } from './utf8.ts'

const time = '2026-11-22T10:00:00.123456789+09:00'
const id = 'a'.repeat(64)

function node(name: string | Buffer, more: Partial<Node> = {}): Node {
  return {
    ...{ name: Buffer.from(name), type: 'file', mode: 0o644, modifiedTime: time, accessTime: time, changeTime: time },
    ...{ uid: 0, gid: 0, user: '', group: '', inode: 0n, deviceId: 0n, size: 0n, links: 0n, device: 0n },
    ...{ extendedAttributes: [], content: [], ...more },
  }
}

const times = `"mtime":"${time}","atime":"${time}","ctime":"${time}"`
const encoded = (nodes: readonly Node[]) => Buffer.from(encodeTree({ nodes })).toString('utf8')
const plain = (value: Node) => ({
  ...value,
  name: Buffer.from(value.name).toString('latin1'),
  ...(value.linkTarget === undefined ? {} : { linkTarget: Buffer.from(value.linkTarget).toString('latin1') }),
  extendedAttributes: value.extendedAttributes.map((each) => [each.name, Buffer.from(each.value).toString('hex')]),
})

describe('folders', () => {
  it('are written to the byte as restic writes them', () => {
    expect(encoded([])).toBe('{"nodes":[]}\n')
    const file = node('a', {
      ...{ uid: 1000, gid: 100, user: 'kura', group: 'users', inode: 18446744073709551615n, deviceId: 66n },
      ...{ size: 5n, links: 2n, content: [id], extendedAttributes: [{ name: 'user.x', value: Buffer.of(0xff) }] },
    })
    expect(encoded([file])).toBe(
      `{"nodes":[{"name":"a","type":"file","mode":420,${times},"uid":1000,"gid":100,"user":"kura","group":"users",` +
        '"inode":18446744073709551615,"device_id":66,"size":5,"links":2,' +
        `"extended_attributes":[{"name":"user.x","value":"/w=="}],"content":["${id}"]}]}\n`,
    )
  })

  it('leave out what is zero but never uid, gid and content', () => {
    expect(encoded([node('e', { mode: 0 })])).toBe(
      `{"nodes":[{"name":"e","type":"file",${times},"uid":0,"gid":0,"content":[]}]}\n`,
    )
    expect(encoded([node('d', { type: 'dir', mode: 2147484141, content: null, subtree: id })])).toBe(
      `{"nodes":[{"name":"d","type":"dir","mode":2147484141,${times},"uid":0,"gid":0,"content":null,"subtree":"${id}"}]}\n`,
    )
  })

  it('carry link targets that are no UTF-8 twice, readable and exact', () => {
    const link = node('l', { type: 'symlink', content: null, linkTarget: Buffer.from('61ff', 'hex') })
    expect(encoded([link])).toContain('"linktarget":"a\\ufffd","linktarget_raw":"Yf8=","content":null')
    expect(decodeTree(encodeTree({ nodes: [link] })).nodes.map(plain)).toEqual([plain(link)])
  })

  it('keep Windows attributes with sorted keys, and keys this program does not know', () => {
    const json = `{"nodes":[{"name":"w","type":"file",${times},"uid":0,"gid":0,"generic_attributes":{"windows.creation_time":{"LowDateTime":1,"HighDateTime":2},"windows.file_attributes":32},"content":[],"future":{"x":[1,"<"]}}]}\n`
    const canonical = json.replace('<', '\\u003c')
    expect(encoded(decodeTree(Buffer.from(json)).nodes)).toBe(canonical)
  })

  it('keep the order of bytes, which is not the order of UTF-16', () => {
    const names = ['\u{1f600}', '\ue000', 'a', 'A', 'ab', 'a\u0000'].map((name) => Buffer.from(name))
    const nodes = [...names].sort(compareBytes).map((name) => node(name))
    expect(nodes.map(({ name }) => Buffer.from(name).toString())).toEqual([
      'A',
      'a',
      'a\u0000',
      'ab',
      '\ue000',
      '\u{1f600}',
    ])
    expect(() => encodeTree({ nodes })).not.toThrow()
  })

  it('are not written out of order, with two nodes of a name or with an empty name', () => {
    expect(() => encodeTree({ nodes: [node('b'), node('a')] })).toThrow(FormatError)
    expect(() => encodeTree({ nodes: [node('a'), node('a')] })).toThrow(FormatError)
    expect(() => encodeTree({ nodes: [node('')] })).toThrow(FormatError)
  })

  it('are read out of order too, and say what is wrong', () => {
    const nodes = encoded([node('a'), node('b')]).replace('"name":"b"', '"name":"A"')
    expect(findDisorder(decodeTree(Buffer.from(nodes)))).toBe('the node "A" is out of order')
    expect(findDisorder({ nodes: [node('a'), node('b')] })).toBeUndefined()
  })

  it('come back whatever is in them', () => {
    const long = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
    const names = fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 30 }), {
      comparator: (a, b) => compareBytes(a, b) === 0,
    })
    const details = fc.record({
      inode: long,
      deviceId: long,
      size: long,
      links: long,
      user: fc.string(),
      linkTarget: fc.uint8Array({ minLength: 1, maxLength: 20 }),
      value: fc.uint8Array({ maxLength: 10 }),
    })
    fc.assert(
      fc.property(names, details, (raw, { value, ...more }) => {
        const attributes = { ...more, extendedAttributes: [{ name: 'user.a', value }] }
        const nodes = raw.sort(compareBytes).map((name) => node(Buffer.from(name), attributes))
        const bytes = encodeTree({ nodes })
        const decoded = decodeTree(bytes)
        expect(decoded.nodes.map(plain)).toEqual(nodes.map(plain))
        expect(Buffer.compare(encodeTree(decoded), bytes)).toBe(0)
      }),
    )
  })

  it.each([
    '',
    '[]',
    '{}',
    '{"nodes":[1]}',
    '{"nodes":[{"name":"a","type":"door"}]}',
    '{"nodes":[{"name":"\\\\q","type":"file"}]}',
  ])('are refused when they are no folders: %s', (text) => {
    expect(() => decodeTree(Buffer.from(text))).toThrow(FormatError)
  })

  it.each([{ inode: -1 }, { inode: 1.5 }, { mode: 2 ** 33 }, { content: ['x'] }, { subtree: 'A' }, { uid: '0' }])(
    'are refused when a field is impossible: %o',
    (field) => {
      const text = JSON.stringify({ nodes: [{ name: 'a', type: 'file', ...field }] })
      expect(() => decodeTree(Buffer.from(text))).toThrow(FormatError)
    },
  )
})
