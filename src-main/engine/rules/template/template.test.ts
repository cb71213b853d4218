import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Labels } from '../../timeseries/index.ts'
import { TemplateSyntaxError } from './lexer.ts'
import { expandTemplate, parseTemplate } from './template.ts'
import { TemplateExecutionError, TemplateSample } from './values.ts'

const samples = [
  new TemplateSample(Labels.of({ instance: 'b.example.org:9100' }), 2),
  new TemplateSample(Labels.of({ instance: 'a.example.org:9100' }), 11),
]

async function expand(
  text: string,
  value = 1,
  labels: Record<string, string> = { instance: 'host:9100' },
): Promise<string> {
  const data = {
    labels: Labels.of({ __name__: 'up', ...labels }),
    externalLabels: Labels.of({ site: '東京' }),
    externalUrl: 'https://kuraban.example',
    value,
  }
  return await expandTemplate(parseTemplate(text), data, async () => samples)
}

describe('numbers in templates', () => {
  it.each([
    [1_000_000, '1e+06'],
    [1_234_567.5, '1.2345675e+06'],
    [0.00001234, '1.234e-05'],
    [123_456, '123456'],
    [0.1, '0.1'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [1e100, '1e+100'],
    [0.0001, '0.0001'],
  ])('writes %s as Go does', async (value, text) => {
    expect(await expand('{{ $value }}', value)).toBe(text)
  })

  it.each([
    ['%.2f', 0.125, '0.12'],
    ['%.0f', 0.5, '0'],
    ['%.0f', 1.5, '2'],
    ['%.1f', 9.99, '10.0'],
    ['%.1f', 0.06, '0.1'],
    ['%.3f', 0, '0.000'],
    ['%.4g', 12_345, '1.234e+04'],
    ['%.3g', 1000, '1e+03'],
    ['%e', 0, '0.000000e+00'],
    ['%.2e', 123_456, '1.23e+05'],
    ['%8.2f|', 6.28123, '    6.28|'],
    ['%-8.2f|', 6.28123, '6.28    |'],
    ['%08.2f', -6.28123, '-0006.28'],
    ['%+.1f', 2, '+2.0'],
    ['%d', 2, '%!d(float64=2)'],
    ['%.1f', 1e22, '10000000000000000000000.0'],
  ])('prints %s of %s as Go does', async (format, value, text) => {
    expect(await expand(`{{ printf ${JSON.stringify(format)} $value }}`, value)).toBe(text)
  })

  it('reads back what it writes in full', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        expect(Number(await expand('{{ $value }}', value))).toBe(value)
      }),
    )
  })

  it('agrees with toFixed wherever there is no tie', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(10), async (value, digits) => {
        fc.pre(
          !/50*$/.test(
            Math.abs(value)
              .toFixed(60)
              .slice(Math.abs(value).toFixed(60).indexOf('.') + 1 + digits),
          ),
        )
        const shown = await expand(`{{ printf "%.${digits}f" $value }}`, value)
        expect(Number(shown)).toBe(Number(value.toFixed(digits)))
      }),
    )
  })
})

describe('functions of templates', () => {
  it.each([
    ['{{ humanize 123456.0 }}', '123.5k'],
    ['{{ humanize 0.00001 }}', '10u'],
    ['{{ humanize "abc" }}', undefined],
    ['{{ humanize1024 1048576.0 }}', '1Mi'],
    ['{{ humanizeDuration 90061.0 }}', '1d 1h 1m 1s'],
    ['{{ humanizeDuration 3661 }}', '1h 1m 1s'],
    ['{{ humanizeDuration 59.5 }}', '59.5s'],
    ['{{ humanizeDuration 0.01 }}', '10ms'],
    ['{{ humanizePercentage 0.1234567 }}', '12.35%'],
    ['{{ humanizeTimestamp 1435065584.128 }}', '2015-06-23 13:19:44.128 +0000 UTC'],
    ['{{ "ab cd" | title | toUpper }}', 'AB CD'],
    ['{{ match "^ho" $labels.instance }}', 'true'],
    ['{{ reReplaceAll "(.*):(.*)" "$2-\u0024{1}" $labels.instance }}', '9100-host'],
    ['{{ stripPort "[::1]:80" }} {{ stripPort $labels.instance }} {{ stripPort "a" }}', '::1 host a'],
    ['{{ stripDomain "web.example.org:80" }} {{ stripDomain "10.0.0.1:80" }}', 'web:80 10.0.0.1:80'],
    ['{{ reReplaceAll "(.*)" "x" "abc" }} {{ reReplaceAll "b*" "-" "abc" }}', 'x -a-c-'],
    ['{{ parseDuration "1h30m" }}', '5400'],
    ['{{ query "up" | first | value }}', '2'],
    ['{{ query "up" | first | label "instance" }}', 'b.example.org:9100'],
    [
      '{{ range query "up" | sortByLabel "instance" }}[{{ .Labels.instance }}={{ .Value }}]{{ end }}',
      '[a.example.org:9100=11][b.example.org:9100=2]',
    ],
    ['{{ range $i, $s := query "up" }}{{ $i }}:{{ $s.Value }};{{ else }}none{{ end }}', '0:2;1:11;'],
    ['{{ len (query "up") }}', '2'],
    ['{{ printf "%s is %q %5s|%-4s|%03d %t %%" "a" "b" "c" "d" 7 true }}', 'a is "b"     c|d   |007 true %'],
    ['{{ printf "%d" }} {{ printf "%s" 1.5 }} {{ printf "a" 1 }}', '%!d(MISSING) %!s(float64=1.5) a%!(EXTRA int=1)'],
    ['{{ print 1 2 "a" 3 }}', '1 2a3'],
    ['{{ index $labels "instance" }}', 'host:9100'],
  ])('%s', async (template, text) => {
    if (text === undefined) await expect(expand(template)).rejects.toThrow(TemplateExecutionError)
    else expect(await expand(template)).toBe(text)
  })
})

describe('the language of templates', () => {
  it.each([
    ['空きは {{ $value }} です', '空きは 1 です'],
    [
      '{{ .Value }} {{ .Labels.instance }} {{ $.ExternalLabels.site }} {{ $externalURL }}',
      '1 host:9100 東京 https://kuraban.example',
    ],
    ['[{{ $labels.missing }}]', '[]'],
    ['{{ $labels }}', 'map[__name__:up instance:host:9100]'],
    ['a {{- " b " -}} c', 'a b c'],
    ['a{{/* said to nobody */}}b', 'ab'],
    ['{{ if gt $value 0.5 }}high{{ else }}low{{ end }}', 'high'],
    ['{{ if gt $value 5.0 }}a{{ else if eq $labels.instance "host:9100" }}b{{ else }}c{{ end }}', 'b'],
    ['{{ if and (ge $value 1.0) (not (eq $labels.instance "x" "y")) }}yes{{ end }}', 'yes'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}', '1'],
    ['{{ with $labels.instance }}<{{ . }}>{{ end }}', '<host:9100>'],
    ['{{ with $labels.none }}x{{ else }}nothing{{ end }}', 'nothing'],
    ['{{ range $labels }}{{ . }};{{ end }}', 'up;host:9100;'],
    ['{{ `raw "text"` }}', 'raw "text"'],
    ['{{ (printf "%.0f" $value) | printf "%s%%" }}', '1%'],
  ])('%s', async (template, text) => {
    expect(await expand(template)).toBe(text)
  })

  it.each([
    ['{{ $unknown }}', 'undefined variable "$unknown"'],
    ['{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}', 'undefined variable "$x"'],
    ['{{ nonsense 1 }}', 'function "nonsense" not defined'],
    ['{{ if true }}', 'unexpected EOF'],
    ['{{ end }}', 'unexpected {{end}}'],
    ['{{ }}', 'missing value for command'],
    ['{{ $value', 'unclosed action'],
    ['{{ "abc }}', 'unterminated quoted string'],
    ['{{ $value | }}', 'missing value for command'],
    ['{{ $value | 1 }}', 'non executable command in pipeline stage 2'],
    ['{{ template "x" }}', '{{template}} is not supported'],
    ['{{ (1 }}', 'unclosed left paren'],
    ['{{ 1 ! }}', 'unexpected "!" in action'],
  ])('refuses %s', (template, reason) => {
    expect(() => parseTemplate(template)).toThrow(new TemplateSyntaxError(template, 0, reason).message)
  })

  it('says on which line the mistake stands', () => {
    const error = captured('first\nsecond {{ $nobody }}')
    expect(error).toMatchObject({ line: 2, offset: 16 })
  })

  it.each([
    ['{{ .Nothing }}', "can't evaluate field Nothing"],
    ['{{ gt $value 5 }}', 'incompatible types for comparison'],
    ['{{ query "up" | first | label 1 }}', 'expected string'],
    ['{{ first $value }}', 'expected samples'],
    ['{{ match "(" "a" }}', 'error calling match'],
    ['{{ index (query "up") 5 }}', 'index out of range'],
  ])('tells what %s asks that is not there', async (template, reason) => {
    await expect(expand(template)).rejects.toThrow(reason)
  })

  it('stops a text that would fill the memory', async () => {
    const loops = '{{ range query "a" }}'.repeat(15)
    await expect(expand(`${loops}${'x'.repeat(100)}${'{{ end }}'.repeat(15)}`)).rejects.toThrow('too long')
  })

  it('either reads any text or says what is wrong with it', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '-',
      ' ',
      '$value',
      '.Labels.a',
      '|',
      '(',
      ')',
      '"',
      'if',
      'end',
      'range',
      'x',
      '1.5',
      ':=',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const error = captured(pieces.join(''))
        expect(error === undefined || error instanceof TemplateSyntaxError).toBe(true)
      }),
    )
  })
})

function captured(template: string): unknown {
  try {
    parseTemplate(template)
    return undefined
  } catch (error) {
    return error
  }
}
