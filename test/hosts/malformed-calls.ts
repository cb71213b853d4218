/** Input that no procedure for creating a user takes. */
export const malformedInputs: readonly unknown[] = [
  { name: 1 },
  { name: 'a', role: 'administrator', password: 'x', extra: true },
  JSON.parse('{"__proto__":{"admin":true}}'),
  { limit: Number.NaN },
  12n,
  undefined,
]

/** A well-formed call to a procedure that does not exist. */
export const callToNowhere = '{"i":"1","p":{"u":"orpc://x/%%%/__proto__","b":{"json":1}}}'

/** Texts that are no calls. */
export const malformedMessages: readonly string[] = [
  'no json',
  '[]',
  '"x"',
  '\0',
  '{"i":"1"}',
  '{"i":1,"p":{"u":"/a"}}',
  '{"i":"1","p":{"u":"http://["}}',
  '{"i":"1","p":{"u":"/system/info","m":"DELETE"}}',
  '{"i":"1","p":{"u":"/system/info","h":5}}',
  '{"i":"1","p":{"u":"/system/info","h":{"Content-Type":"multipart/form-data; boundary=x"}}}',
  '{"i":"1","p":{"u":"/system/info","h":{"content-disposition":["attachment"]}}}',
  '{"i":"1","p":{"u":"/system/info","h":{"content-type":"text/event-stream"}}}',
  '{"i":"1","t":3,"p":{"e":"message","d":1}}',
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  '{"i":"1","p":{"u":"nowhere"}}',
  '{"i":"1","p":{"u":"http://["}}',
  '{"i":"1","p":{"u":"/security/profile","h":{"content-type":{}}}}',
  '{"i":"1","p":{"u":"/security/profile","h":{"content-disposition":5}}}',
  '{"i":"1","p":{"u":"/security/profile","h":{"content-type":"multipart/form-data"}}}',
  '{"i":"1","p":{"u":"/security/profile","h":{"Content-Type":"multipart/form-data","x":"y"}}}',
]
