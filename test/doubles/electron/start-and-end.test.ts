import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunningDouble } from './start-double.ts'

let folder: string
const started: RunningDouble[] = []

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningDouble {
  const double = new RunningDouble({
    args: ['--data', join(folder, 'data'), ...args],
    temporaryFolder: folder,
    environment,
  })
  started.push(double)
  return double
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(50)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuraban-double-'))
})

afterEach(async () => {
  for (const double of started.splice(0)) await double.killLeftovers()
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

describe('starting and ending the desktop', () => {
  it('started hidden, it shows no window until somebody asks for one', async () => {
    const double = start(['--hidden'])
    await double.chromiumEndpoint()
    await until(async () => (await double.control('tray')).labels.length > 0)
    expect(await double.control('windows')).toEqual([])
    await double.control('clickTray')
    expect(await double.control('windows')).toHaveLength(1)
    await double.control('quit')
    expect(await double.exited).toBe(0)
  })

  it('ends at once and quietly when another instance has the lock', async () => {
    const second = start([], { ELECTRON_DOUBLE_SECOND_INSTANCE: 'true' })
    expect(await second.exited).toBe(0)
    expect(second.output).toBe('')
  })

  it('says why it cannot start when another program owns the data folder', async () => {
    const first = start(['--hidden'])
    await first.chromiumEndpoint()
    await until(async () => (await first.control('tray')).labels.length > 0)
    const second = start([])
    expect(await second.exited).toBe(1)
    expect(second.output).toContain('(DATA_FOLDER_IN_USE)')
    await first.control('quit')
    expect(await first.exited).toBe(0)
  })
})
