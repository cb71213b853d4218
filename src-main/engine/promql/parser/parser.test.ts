import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Expression } from '../ast.ts'
import { PromqlSyntaxError } from '../errors.ts'
import { print } from '../print.ts'
import { experimental } from '../signatures.ts'
import { randomQuery } from '../testing/random-query.ts'
import { formatDuration, parseDuration } from './duration.ts'
import { parse } from './index.ts'
import { quote, unquote } from './string-literal.ts'

function failureOf(text: string): PromqlSyntaxError {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return error
    throw error
  }
  throw new Error(`${text} was read`)
}

/** The query with every operation in parentheses. */
function structure(expression: Expression): string {
  switch (expression.kind) {
    case 'binary':
      return `(${structure(expression.left)} ${expression.operator} ${structure(expression.right)})`
    case 'unary':
      return `(${expression.operator}${structure(expression.operand)})`
    case 'parentheses':
      return structure(expression.expression)
    default:
      return print(expression)
  }
}

describe('a query', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['a + b offset 5m', '(a + b offset 5m)'],
    ['2 ^ 3 ^ 2', '(2 ^ (3 ^ 2))'],
    ['-a ^ 2', '(-(a ^ 2))'],
    ['-a * b', '((-a) * b)'],
    ['a or b and c', '(a or (b and c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a > b + 1', '(a > (b + 1))'],
    ['a atan2 b * c', '((a atan2 b) * c)'],
    ['a unless b and c', '((a unless b) and c)'],
  ])('is grouped by the rank of its operators: %s', (text, expected) => {
    expect(structure(parse(text))).toBe(expected)
  })

  it.each([
    ['sum(x) by (job)', 'sum by (job) (x)'],
    ['SUM WITHOUT () (x)', 'sum without () (x)'],
    ['rate(x[300])', 'rate(x[5m])'],
    ['x[1h30m:] offset -5m', 'x[1h30m:] offset -5m'],
    ['x offset 5m @ 60', 'x @ 60.000 offset 5m'],
    ['x @ end()', 'x @ end()'],
    ['{"a.b", c=\'d\'}', '{__name__="a.b", c="d"}'],
    ['foo{on="1", by=~"x", sum!="",}', 'foo{on="1", by=~"x", sum!=""}'],
    ['a == bool on(b) group_left(c) d', 'a == bool on (b) group_left (c) d'],
    ['sum by (sum) (sum)', 'sum by (sum) (sum)'],
    ['offset offset 1m', 'offset offset 1m'],
    ['x[5m + 1m]', 'x[6m]'],
    ['x[2 * (1m - 30s)]', 'x[1m]'],
    ['x offset (1m + 1m)', 'x offset 2m'],
    ['0x1F + 1_000 + .5 + 2. + 1e3 + 5m', '31 + 1000 + 0.5 + 2 + 1000 + 300'],
    ['# nothing\n  x # all', 'x'],
    ['-1', '-1'],
    ['iNf + NAN', '+Inf + NaN'],
  ])('is read in every way it may be written: %s', (text, expected) => {
    expect(print(parse(text))).toBe(expected)
  })

  it('keeps the place of each of its parts', () => {
    const text = 'sum(rate(x[5m]))  > 0.25'
    const expression = parse(text)
    if (expression.kind !== 'binary') throw new Error('no comparison')
    const { left, operatorSpan, right } = expression
    const cut = [left.span, operatorSpan, right.span].map(({ from, to }) => text.slice(from, to))
    expect(cut).toEqual(['sum(rate(x[5m]))', '>', '0.25'])
  })

  it('printed and read again is the same', () => {
    return fc.assert(
      fc.property(randomQuery, (query) => {
        const printed = print(parse(query))
        expect(print(parse(printed))).toBe(printed)
      }),
    )
  })
})

describe('a query that is wrong', () => {
  it.each([
    ['', '1:1: parse error: no expression found in input'],
    ['sum(', '1:5: parse error: unexpected end of input'],
    ['a{b', '1:4: parse error: unexpected end of input in label matching, expected label matching operator'],
    ['a{b="c"', '1:8: parse error: unexpected end of input in label matching, expected "," or "}"'],
    ['a +\n  * b', '2:3: parse error: unexpected "*"'],
    ['a "b"', '1:3: parse error: unexpected string "b"'],
    ["'abc", '1:1: parse error: unterminated quoted string'],
    ['"\\q"', '1:1: parse error: invalid escape or line break in string "\\q"'],
    ['1h5', '1:1: parse error: bad number or duration syntax: "1h5"'],
    ['1m1h', '1:1: parse error: not a valid duration string: "1m1h"'],
    ['a !', '1:3: parse error: unexpected character after "!"'],
    ['a & b', '1:3: parse error: unexpected character: "&"'],
    ['a[0s]', '1:3: parse error: duration must be greater than 0'],
    ['sum(a)[5m]', '1:1: parse error: ranges only allowed for vector selectors'],
    ['sum(a) offset 5m', '1:1: parse error: offset modifier must be preceded by'],
    ['a offset 1m offset 1m', '1:1: parse error: offset may not be set multiple times'],
    ['a @ 1 @ 2', '1:1: parse error: @ <timestamp> may not be set multiple times'],
    ['a @ Inf', '1:5: parse error: timestamp out of bounds for @ modifier'],
    ['rate(a)', '1:6: parse error: expected type range vector in call to function "rate", got instant vector'],
    ['abs(a, b)', '1:1: parse error: expected 1 argument(s) in call to "abs", got 2'],
    ['round()', '1:1: parse error: expected at least 1 argument(s) in call to "round", got 0'],
    ['hour(a, b)', '1:1: parse error: expected at most 1 argument(s) in call to "hour", got 2'],
    ['nothing(a)', '1:1: parse error: unknown function with name "nothing"'],
    ['sum()', '1:1: parse error: no arguments for aggregate expression provided'],
    ['topk(a)', '1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1'],
    ['topk(a, b)', '1:6: parse error: expected type scalar in aggregation parameter, got instant vector'],
    ['1 > 2', '1:3: parse error: comparisons between scalars must use BOOL modifier'],
    ['a + bool b', '1:3: parse error: bool modifier can only be used on comparison operators'],
    ['a and 1', '1:1: parse error: set operator "and" not allowed in binary scalar expression'],
    ['a or on(b) group_left c', '1:1: parse error: no grouping allowed for "or" operation'],
    ['a + on(b) group_left(b) c', '1:3: parse error: label "b" must not occur in ON and GROUP clause at once'],
    ['a + on(b) 1', '1:1: parse error: vector matching only allowed between instant vectors'],
    ['a + "b"', '1:5: parse error: binary expression must contain only scalar and instant vector types'],
    ['-a[5m]', '1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector'],
    ['1[5m:1m]', '1:1: parse error: subquery is only allowed on instant vector, got scalar instead'],
    ['{}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
    ['{a=~".*", b!="c"}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
    ['a{__name__="b"}', '1:1: parse error: metric name must not be set twice: "a" or "b"'],
    ['a{b=~"("}', '1:6: parse error: error parsing regexp: invalid regular expression "("'],
    ['bool', '1:1: parse error: unexpected identifier "bool"'],
    ['f(a,)', '1:1: parse error: unknown function with name "f"'],
    ['abs(a,)', '1:7: parse error: trailing commas not allowed in function call args'],
    ['a anchored', '1:3: parse error: modifier "anchored" is experimental'],
    ['a + fill(0) b', '1:5: parse error: modifier "fill" is experimental'],
  ])('is refused with its place: %s', (text, message) => {
    expect(failureOf(text).message).toContain(message)
  })

  it('says so where Prometheus has a function behind a flag', () => {
    for (const name of experimental) expect(failureOf(`${name}(a)`).reason).toContain('experimental')
  })

  it('never ends the program, whatever it is', () => {
    expect(failureOf('('.repeat(50_000)).reason).toContain('nested too deeply')
    expect(failureOf('-'.repeat(50_000)).reason).toContain('nested too deeply')
    const fragment = fc.constantFrom(...'( ) [ ] { } , : @ + - ^ a sum by on 5m 1 "x" offset bool = =~ rate'.split(' '))
    const text = fc.oneof(
      fc.string(),
      fc.array(fragment).map((parts) => parts.join(' ')),
    )
    return fc.assert(
      fc.property(text, (written) => {
        try {
          parse(written)
        } catch (error) {
          expect(error).toBeInstanceOf(PromqlSyntaxError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('durations', () => {
  it('are written as they are read', () => {
    expect(['1y2w3d4h5m6s7ms', '90s', '0', '1ms'].map(parseDuration)).toEqual([33_019_506_007, 90_000, 0, 1])
    expect(['', '5', '1m1h', '1m2m', '-1m', '1.5h'].map(parseDuration)).toEqual(Array(6).fill(undefined))
    return fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds)
      }),
    )
  })
})

describe('strings', () => {
  it('are quoted so that they read back', () => {
    return fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unquote(quote(text))).toBe(text)
      }),
    )
  })

  it('keep bytes that are no text apart from all text', () => {
    expect(unquote('"\\u00e9\\xc3\\xa9\\351"')).toBe('éé\udce9')
    expect(unquote("'\\'\"'")).toBe('\'"')
    expect(unquote('`\\n`')).toBe('\\n')
    expect(['"\\\'"', '"\\ud800"', '"\\400"', '"\\x1"'].map(unquote)).toEqual(Array(4).fill(undefined))
    expect(quote('\udcff"')).toBe('"\\xff\\""')
  })
})
