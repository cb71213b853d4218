/** Texts that have broken programs: controls, lone surrogates, bidi, normalisation, SQL, HTML, paths, formats, sizes. */
export const hostileTexts: readonly string[] = [
  '',
  '\0',
  'a\0b',
  '\r\nset-cookie: a=b\r\n\r\n',
  '\u001b[2J\u001b]0;title\u0007',
  '\u202eexe.txt\u2066',
  '\ud800',
  'x\udfff',
  '\ufeff\u200b\u2028\u2029',
  '\u0130\u0131\u1e9e\ufb03',
  'a\u0301'.repeat(500),
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'.repeat(50),
  '\ufdfa'.repeat(60),
  "' or '1'='1' --",
  "'; drop table users; --",
  '%',
  '\\',
  '_%\\',
  '<script>alert(1)</script>',
  '=1+1',
  '..%2f..%2fetc',
  '{{7*7}}#{7*7}',
  '__proto__',
  'constructor',
  '{"__proto__":{"polluted":1}}',
  'NaN',
  '-0',
  '1e400',
  '9007199254740993',
  '9'.repeat(400),
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.000Z',
  '00000000-0000-0000-0000-000000000000',
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from('{"__proto__":null,"at":"x","id":{}}').toString('base64url'),
  Buffer.from('["a\\u0000","b"]').toString('base64url'),
  Buffer.from('1.7e308 \0').toString('base64url'),
  'x'.repeat(100_000),
]

/** Values of other types than any procedure expects; each call makes them anew. */
export const hostileValues: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 2 ** 53,
  () => -0.5,
  () => 1e308,
  () => [],
  () => ({}),
  () => [null],
  () => [[[[]]]],
  () => JSON.parse('{"__proto__":{"polluted":true}}'),
  () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  () => JSON.parse('{"toString":"x","valueOf":"y","then":1,"length":-1}'),
  () => Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`key${n}`, n])),
  () => nested(1_000),
]

/** What fills a body on its own, in JSON: too deep, too many keys, too long, and traps of parsers. */
export const hostileBodies: readonly (() => string)[] = [
  () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  () => JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))),
  () => JSON.stringify('x'.repeat(3_000_000)),
  () => '{"__proto__":{"polluted":true}}',
  () => '{"a":{"__proto__":{"polluted":true}}}',
  () => '{"constructor":{"prototype":{"polluted":true}}}',
  () => '{"id":"a","id":"b"}',
  () => '{"limit":1e999,"cursor":-0}',
  () => '"\\ud800"',
  () => 'null',
  () => '0',
  () => '[]',
]

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value }
  return value
}
