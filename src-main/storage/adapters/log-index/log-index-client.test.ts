import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Owner } from '#main/platform/lifecycle.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { LogIndexClient } from './log-index-client.ts'

let folder = ''
let owner: Owner
let client: LogIndexClient
const file = (name: string) => join(folder, name)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kuraban-log-index-'))
  owner = new Owner('test')
  client = new LogIndexClient(silentLogger)
  client.start(owner)
  writeFileSync(file('kuraban-20261101T000000000Z.log'), '{"timestamp":"2026-11-01T00:00:00.000Z","message":"old"}\n')
  writeFileSync(file('kuraban.log'), '{"timestamp":"2026-11-02T00:00:00.000Z","message":"new"}\n')
  await client.open('own', { kind: 'growing', file: file('kuraban.log'), indexFile: file('index.db') })
})
afterEach(async () => {
  await owner.stop()
  rmSync(folder, { recursive: true, force: true })
})

const messages = async (source = 'own') => {
  const { lines } = await client.ask(source, 'search', { query: {}, limit: 10, before: null })
  return lines.map(({ message }) => message)
}

describe('the thread that indexes logs', () => {
  it('finds in a log and its rotated files, also what was just written', async () => {
    expect(await messages()).toEqual(['new', 'old'])
    appendFileSync(file('kuraban.log'), '{"timestamp":"2026-11-03T00:00:00.000Z","message":"newer"}\n')
    expect(await messages()).toEqual(['newer', 'new', 'old'])
    expect(await client.ask('own', 'state', {})).toMatchObject({ lines: 3 })
  })

  it('has other files beside it until they are closed', async () => {
    writeFileSync(file('other.txt'), '2026-11-22 10:00:00 ERROR other\n')
    await client.open('other', { kind: 'closed', paths: [file('other.txt')] })
    expect(await messages('other')).toEqual(['2026-11-22 10:00:00 ERROR other'])
    await client.close('other')
    await expect(messages('other')).rejects.toThrow('no source other')
    expect(await messages()).toHaveLength(2)
  })

  it('makes an index anew that is damaged while it is open', async () => {
    appendFileSync(file('kuraban.log'), `{"timestamp":"2026-11-03T00:00:00.000Z","message":"x"}\n`.repeat(66_000))
    for (let state = await client.ask('own', 'state', {}); state.indexedBytes < state.bytes; await sleep(50)) {
      state = await client.ask('own', 'state', {})
    }
    writeFileSync(file('index.db'), Buffer.alloc(2_000_000, 7))
    const found = await client.ask('own', 'search', { query: { text: 'new' }, limit: 10, before: null })
    expect(found.lines.map(({ message }) => message)).toEqual(['new'])
  })

  it('answers nobody after it was stopped', async () => {
    await owner.stop()
    await expect(messages()).rejects.toThrow('stopped')
  })
})
