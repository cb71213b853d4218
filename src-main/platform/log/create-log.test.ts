import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog, type LogOptions, type WrittenLine } from './create-log.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-log-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

class Captured extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
  get lines(): Record<string, unknown>[] {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }
}

function open(options: Partial<LogOptions> = {}) {
  const output = new Captured()
  const errors = new Captured()
  const log = createLog({
    level: 'DEBUG',
    environment: 'test',
    streams: 'split',
    standardOutput: output,
    standardError: errors,
    ...options,
  })
  return { ...log, output, errors }
}

const inFile = (maximumBytes = 1e6, count = 3) =>
  ({ path: path.join(folder, 'logs', 'kuraban.log'), maximumBytes, count, keepDays: 30, mode: 0o600 }) as const

describe('the log', () => {
  it('writes one JSON object a line with what is known of it', () => {
    const { logger, output } = open({ clock: { now: () => new Date(0), monotonicMs: () => 0 } })
    logger.child({ logger: 'backup', requestId: 'r1', userId: 'u1' }).info('done', { durationMs: 12, message: 'x' })
    expect(output.lines).toEqual([
      {
        timestamp: '1970-01-01T00:00:00.000Z',
        level: 'INFO',
        logger: 'backup',
        message: 'done',
        environment: 'test',
        request_id: 'r1',
        user_id: 'u1',
        duration_ms: 12,
        extra_message: 'x',
      },
    ])
  })

  it('sends errors to standard error and everything else to standard output', () => {
    const { logger, output, errors } = open()
    logger.debug('1')
    logger.info('2')
    logger.warning('3')
    logger.error('4', { error: new TypeError('broken', { cause: new Error('below') }) })
    expect(output.lines.map((line) => line.level)).toEqual(['DEBUG', 'INFO', 'WARNING'])
    expect(errors.lines).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        error_type: 'TypeError',
        error_message: 'broken',
        stack_trace: expect.stringContaining('create-log.test.ts'),
        error_cause: expect.objectContaining({ message: 'below' }),
      }),
    ])
  })

  it('leaves standard output alone where it belongs to a result', () => {
    const { logger, output, errors } = open({ streams: 'standard-error' })
    logger.info('1')
    logger.error('2')
    expect([output.text, errors.lines.length]).toEqual(['', 2])
  })

  it('writes nothing below its level', () => {
    const { logger, output } = open({ level: 'WARNING' })
    logger.info('1')
    logger.warning('2')
    expect(output.lines.map((line) => line.message)).toEqual(['2'])
  })

  it('takes secrets out everywhere', () => {
    const { logger, output, hide } = open()
    hide('hunter2!"')
    logger.info('login with hunter2!" at postgres://app:pa55@db:5432/x?sslmode=on and /cb?token=abc&x=1', {
      password: 'a1b2c3',
      nested: [{ apiKey: 'a1b2c3', headers: { Authorization: 'Bearer a1b2c3', cookie: 'sid=a1b2c3' } }],
      map: new Map([['secretKey', 'a1b2c3']]),
      body: JSON.stringify({ x: 'hunter2!"' }),
      link: `https://x/?q=${encodeURIComponent('hunter2!"')}`,
      error: new Error('redis://:a1b2c3@cache refused, Authorization: Bearer a1b2c3'),
    })
    expect(output.text).not.toMatch(/hunter2|pa55|a1b2c3|=abc/)
    expect(output.text).toContain('postgres://app:***@db:5432/x?sslmode=on')
    expect(output.text).toContain('x=1')
  })

  it('keeps one line for one event, whatever the text holds', () => {
    const { logger, output } = open()
    logger.info('a\r\nb\u001b[31m\u009b31m\u202e\u2028', { 'k\n': 'v\n' })
    expect(output.text.match(/\n/g)).toHaveLength(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not appear
    expect(output.text.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/)
    expect(output.lines[0]?.message).toBe('a\r\nb\u001b[31m\u009b31m\u202e\u2028')
  })

  it('takes any value without throwing', () => {
    const { logger, output } = open()
    const circular: Record<string, unknown> = { big: 10n, when: new Date(Number.NaN), bytes: Buffer.from('x') }
    circular.self = circular
    circular.nested = {
      get broken() {
        throw new Error('no')
      },
    }
    logger.info('odd', circular)
    expect(output.lines[0]).toMatchObject({
      big: '10',
      when: null,
      bytes: '<1 bytes>',
      nested: { broken: '<unreadable: no>' },
    })
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, withNullPrototype: true }), (any) => {
        logger.info('any', { any })
      }),
    )
    expect(output.lines.length).toBe(101)
  })
})

describe('those who listen to the log', () => {
  it('hear each line with its place in the file, and not what they log themselves', async () => {
    const file = inFile()
    const { logger, onLine, close } = open({ file, streams: 'none' })
    const heard: WrittenLine[] = []
    const stop = onLine((line) => {
      heard.push(line)
      logger.info('heard it')
      throw new Error('no matter')
    })
    logger.child({ logger: 'backup' }).critical('first', { requestId: 'r1', userId: 'u1' })
    logger.info('second')
    stop()
    logger.info('third')
    close()
    expect(
      heard.map(({ level, logger, message, requestId, userId }) => [level, logger, message, requestId, userId]),
    ).toEqual([
      ['CRITICAL', 'backup', 'first', 'r1', 'u1'],
      ['INFO', 'kuraban', 'second', null, null],
    ])
    const bytes = await readFile(file.path)
    for (const { text, place } of heard) {
      expect(bytes.subarray(place?.offset, (place?.offset ?? 0) + Buffer.byteLength(text)).toString()).toBe(text)
    }
  })
})

describe('the log file', () => {
  it('holds the beginning of a line that is beyond measure', async () => {
    const file = inFile(1e8)
    const { logger } = open({ file, streams: 'none' })
    const list = Array.from({ length: 200 }, () => 'x'.repeat(20_000))
    logger.error('m'.repeat(10_000_000), { list, requestId: 'r1' })
    const text = await readFile(file.path, 'utf8')
    expect(text.length).toBeLessThan(10_000)
    expect(JSON.parse(text)).toMatchObject({
      level: 'ERROR',
      request_id: 'r1',
      cut_from_characters: expect.any(Number),
    })
  })

  it('goes on in the same file after a restart', async () => {
    const file = inFile()
    open({ file, streams: 'none' }).logger.info('first')
    open({ file, streams: 'none' }).logger.info('second')
    expect((await readFile(file.path, 'utf8')).match(/first|second/g)).toEqual(['first', 'second'])
  })

  it('says once on standard error that the disk is full, and the program goes on', async () => {
    const file = { ...inFile(), path: path.join(folder, 'full.log') }
    await symlink('/dev/full', file.path)
    const { logger, errors, output } = open({ file })
    logger.info('1')
    logger.info('2')
    expect(output.lines.length).toBe(2)
    expect(errors.lines).toEqual([
      expect.objectContaining({ file: file.path, reason: expect.stringMatching(/ENOSPC/) }),
    ])
  })

  it('says once that its folder cannot be written', async () => {
    const blocked = path.join(folder, 'blocked')
    await chmod(folder, 0o700)
    await symlink('/dev/null', blocked)
    const { logger, errors } = open({ file: { ...inFile(), path: path.join(blocked, 'kuraban.log') } })
    logger.info('1')
    logger.info('2')
    expect(errors.lines.length).toBe(1)
  })
})
