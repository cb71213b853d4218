import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expositionText, type MetricFamily } from '#main/platform/metrics/index.ts'
import { ExpositionError, parseExposition } from './exposition-parser.ts'

const limits = { samples: 50, labelsPerSample: 5, nameCharacters: 40, valueCharacters: 60 }
const parse = (text: string) => parseExposition(text, limits)

describe("other programs' figures", () => {
  it('are read in both formats, with every sign a label may hold', () => {
    const text = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
  http_requests_total { method = "p\\"o\\\\s\\nt\\q" , code="400", }   3
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\名 }{,="} 1.458255915e9\r
metric_without_timestamp_and_labels 12.47
bucket{le="+Inf"} 17 # {trace_id="a b"} 9.8 1520879607.789
a:b NaN
c +Inf
d -inf
e -.5E+3
f 1395066363 1.5
# EOF
after 1
`
    expect(parse(text)).toEqual([
      { name: 'http_requests_total', labels: { method: 'post', code: '200' }, value: 1027 },
      { name: 'http_requests_total', labels: { method: 'p"o\\s\nt\\q', code: '400' }, value: 3 },
      { name: 'msdos_file_access_time_seconds', labels: { path: 'C:\\DIR\\名 }{,=' }, value: 1_458_255_915 },
      { name: 'metric_without_timestamp_and_labels', labels: {}, value: 12.47 },
      { name: 'bucket', labels: { le: '+Inf' }, value: 17 },
      { name: 'a:b', labels: {}, value: Number.NaN },
      { name: 'c', labels: {}, value: Number.POSITIVE_INFINITY },
      { name: 'd', labels: {}, value: Number.NEGATIVE_INFINITY },
      { name: 'e', labels: {}, value: -500 },
      { name: 'f', labels: {}, value: 1_395_066_363 },
    ])
  })

  it.each([
    ['1abc 2', 'a name is missing'],
    ['a', 'a value is missing'],
    ['a{b="c"}', 'a value is missing'],
    ['a 0x10', 'a value is no number'],
    ['a 1 2 3', 'a value is missing'],
    ['a{b=c} 1', 'a label is not told'],
    ['a{b="c" d="e"} 1', 'a comma is missing'],
    ['a{b="c} 1', 'a quote is missing'],
    ['a{b="c\\', 'a quote is missing'],
    ['a{b="c",b="d"} 1', 'a label is told twice'],
    ['a{__name__="c"} 1', 'a label is told twice'],
    [`a{b="${'x'.repeat(61)}"} 1`, 'longer than 60'],
    [`${'x'.repeat(41)} 1`, 'longer than 40'],
    ['a{b="",c="",d="",e="",f="",g=""} 1', 'too many labels'],
    ['a 1\n'.repeat(51), 'more than 50 samples'],
    ['<!doctype html>', 'a name is missing'],
  ])('are refused as a whole when one line is wrong: %s', (text, reason) => {
    expect(() => parse(`fine 1\n${text}`)).toThrow(reason)
    expect(() => parse(`fine 1\n${text}`)).toThrow(/^line \d+: /)
  })

  it('may be any text at all: read or refused, and never with a label that is none', () => {
    const sign = fc.constantFrom('a', '{', '}', '"', '\\', ',', '=', ' ', '\n', '1', '#', '.', 'e', '\u2028', '日')
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        try {
          for (const { name, labels } of parse(signs.join(''))) {
            expect(name).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/)
            for (const label of Object.keys(labels)) expect(label).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]*$/)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ExpositionError)
        }
      }),
    )
  })

  it('come back as they were written by this program, in both formats', () => {
    const value = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY))
    const labels = fc.dictionary(fc.constantFrom('a', 'b_1', 'job'), fc.string({ unit: 'grapheme', maxLength: 20 }))
    const format = fc.constantFrom('prometheus' as const, 'openmetrics' as const)
    fc.assert(
      fc.property(fc.array(fc.record({ value, labels }), { maxLength: 10 }), fc.string(), format, (told, help, as) => {
        const samples = told.map((one) => ({ name: 'x_total', ...one, labels: { ...one.labels } }))
        const family: MetricFamily = { name: 'x_total', type: 'counter', help, samples }
        expect(parseExposition(expositionText([family], as), { ...limits, valueCharacters: 1000 })).toEqual(
          samples.map((sample) => ({ ...sample, value: sample.value + 0 })),
        )
      }),
    )
  })

  it('are read in time that grows with the text, whatever its lines look like', () => {
    const hostile = [
      `a${' '.repeat(500_000)}x`,
      `a{${'b="c",'.repeat(100_000)}`,
      `a 1 ${'#'.repeat(500_000)}\n`.repeat(2),
      '\n'.repeat(1_000_000),
      `a ${'1'.repeat(500_000)}`,
      `a ${'1 '.repeat(250_000)}`,
    ]
    for (const text of hostile) {
      const startedMs = performance.now()
      try {
        parse(text)
      } catch (error) {
        expect(error).toBeInstanceOf(ExpositionError)
      }
      expect(performance.now() - startedMs).toBeLessThan(2000)
    }
  })
})
