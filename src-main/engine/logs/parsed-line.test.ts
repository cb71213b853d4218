import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelName } from './log-level.ts'
import { parseLine } from './parsed-line.ts'

const now = Date.parse('2026-11-22T12:00:00.000Z')
const at = (text: string) => Date.parse(text)

describe('a line of a log', () => {
  it('of ours is taken apart', () => {
    const line = JSON.stringify({
      ...{ timestamp: '2026-11-22T10:00:00.123Z', level: 'WARNING', logger: 'api', message: 'call', environment: 'x' },
      ...{ request_id: 'r1', user_id: 'u1', path: '/a', nested: { list: [1, 'two'] } },
    })
    expect(parseLine(line, now)).toEqual({
      ...{ atMs: at('2026-11-22T10:00:00.123Z'), level: 2, logger: 'api', message: 'call' },
      ...{ correlationId: 'r1', userId: 'u1', texts: ['call', '/a', '1', 'two'], isJson: true },
    })
  })

  it.each([
    ['{"level":50,"time":1795341600123,"msg":"pino"}', 'ERROR', '2026-11-22T10:00:00.123Z', 'pino'],
    ['{"severity":"fatal","ts":1795341600.5,"message":"zap"}', 'CRITICAL', '2026-11-22T10:00:00.500Z', 'zap'],
    ['{"lvl":"dbug","@timestamp":"2026-11-22T19:00:00+09:00","text":"x"}', 'INFO', '2026-11-22T10:00:00.000Z', 'x'],
    ['{"time":1795341600123456789,"body":{"a":1}}', 'INFO', '2026-11-22T10:00:00.123Z', '{"a":1}'],
    ['2026-11-22T10:00:00Z ERROR no disk', 'ERROR', '2026-11-22T10:00:00.000Z', undefined],
    ['[2026/11/22 10:00:00,250 +0000] warn: x [warn]', 'WARNING', '2026-11-22T10:00:00.250Z', undefined],
    ['<34>1 2026-11-22T10:00:00.5Z host app - - - crit', 'INFO', '2026-11-22T10:00:00.500Z', undefined],
    ['::1 - - [22/Nov/2026:19:00:00 +0900] "GET / HTTP/1.1" 200 1', 'INFO', '2026-11-22T10:00:00.000Z', undefined],
    ['t=x level=debug msg', 'DEBUG', null, undefined],
    ['  at Object.<anonymous> (x.ts:1:1)', 'INFO', null, undefined],
    ['{"broken": ', 'INFO', null, undefined],
    ['[]', 'INFO', null, undefined],
    ['{}', 'INFO', null, ''],
  ])('of others is understood: %s', (line, level, time, message) => {
    const parsed = parseLine(line, now)
    expect(levelName(parsed.level)).toBe(level)
    expect(parsed.atMs).toBe(time === null ? null : at(time))
    expect(parsed.message).toBe(message ?? line)
  })

  it('without a year is of the last one in which it is not in the future', () => {
    expect(parseLine('Nov 22 10:00:00 host sshd[1]: x', now).atMs).toBe(new Date(2026, 10, 22, 10).getTime())
    expect(parseLine('Dec 31 10:00:00 host sshd[1]: x', now).atMs).toBe(new Date(2025, 11, 31, 10).getTime())
  })

  it('may be anything', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.object().map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(odd, (line) => {
        const { level, atMs, texts } = parseLine(line, now)
        expect([0, 1, 2, 3, 4]).toContain(level)
        expect(atMs === null || Number.isFinite(atMs)).toBe(true)
        expect(texts.every((text) => typeof text === 'string')).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
