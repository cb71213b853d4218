import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/contract/errors.ts'
import { connectToOwner, ownDataFolder } from './data-folder-lock.ts'
import type { OwnerRequest } from './owner-channel.ts'
import type { Json } from './queue.ts'

let folder = ''
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'kuraban-owner-')), 'data')
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(path.dirname(folder), { recursive: true, force: true })
})

/** A process that tries to own the folder, prints `owner` or the error's code, and stays until it is killed. */
function startOwner(): { child: ChildProcess; said: Promise<string> } {
  const module = JSON.stringify(new URL('./data-folder-lock.ts', import.meta.url).href)
  const script = `const { ownDataFolder } = await import(${module})
    try { const o = await ownDataFolder(${JSON.stringify(folder)}); o.serve(async ({ method }) => method); console.log('owner') }
    catch (error) { console.log(error.code); process.exit(0) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const said = once(child.stdout ?? child, 'data').then(([text]) => String(text).trim())
  return { child, said }
}

const echo = async ({ params }: OwnerRequest): Promise<Json> => params

describe('a data folder', () => {
  it('has one owner, who is found by its process id', async () => {
    const ownership = await ownDataFolder(folder)
    await expect(ownDataFolder(folder)).rejects.toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
      data: { path: folder, pid: process.pid },
    })
    await ownership.release()
    const again = await ownDataFolder(folder)
    await again.release()
    expect(await readdir(path.join(folder, 'run'))).toEqual([])
  })

  it('is closed to other users of the machine', async () => {
    const ownership = await ownDataFolder(folder)
    const run = path.join(folder, 'run')
    const [socket] = await readdir(run)
    expect((await stat(path.join(run, socket ?? ''))).mode & 0o777).toBe(0o600)
    expect((await stat(run)).mode & 0o777).toBe(0o700)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    await ownership.release()
  })

  it('is taken over at once from a process that was killed', async () => {
    const { child, said } = startOwner()
    expect(await said).toBe('owner')
    await expect(ownDataFolder(folder)).rejects.toMatchObject({ data: { pid: child.pid } })
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await connectToOwner(folder)).toBeNull()
    const ownership = await ownDataFolder(folder)
    await ownership.release()
  })

  it('stays with an owner that is alive but does not answer', async () => {
    const { child, said } = startOwner()
    await said
    child.kill('SIGSTOP')
    await expect(ownDataFolder(folder)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE', data: { pid: child.pid } })
    await expect(connectToOwner(folder, 100)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('goes to exactly one of several processes that start together', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => startOwner().said))
    expect(answers.toSorted()).toEqual([...Array(4).fill('DATA_FOLDER_IN_USE'), 'owner'])
  })

  it('is refused when its path is too long for a socket', async () => {
    await expect(ownDataFolder(path.join(folder, 'x'.repeat(100)))).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })
})

describe('the channel to the owner', () => {
  it('is absent while nobody owns the folder', async () => {
    expect(await connectToOwner(folder)).toBeNull()
  })

  it('carries calls side by side, events before the answer, and coded errors', async () => {
    const ownership = await ownDataFolder(folder)
    const early = connectToOwner(folder)
    ownership.serve(async (request) => {
      if (request.method === 'fail') throw new AppError('NOT_FOUND', { resource: 'task', id: '1' })
      if (request.method === 'break') throw new TypeError('secret detail')
      request.emit({ step: 1 })
      return echo(request)
    })
    const owner = await early
    const events: Json[] = []
    const params = { text: '改行\n', list: [1, null] }
    const [echoed] = await Promise.all([
      owner?.call('echo', params, { onEvent: (event) => events.push(event) }),
      expect(owner?.call('fail', null)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        data: { resource: 'task', id: '1' },
      }),
      expect(owner?.call('break', null)).rejects.toMatchObject({ code: 'INTERNAL' }),
    ])
    expect(owner?.pid).toBe(process.pid)
    expect(echoed).toEqual(params)
    expect(events).toEqual([{ step: 1 }])
    owner?.close()
    await ownership.release()
  })

  it('aborts the work of a caller who gives up or goes away', async () => {
    const ownership = await ownDataFolder(folder)
    const reasons: unknown[] = []
    ownership.serve(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason.code)
            reject(signal.reason)
          })
        }),
    )
    const owner = await connectToOwner(folder)
    await expect(owner?.call('wait', null, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    const left = owner?.call('wait', null)
    owner?.close()
    await expect(left).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect.poll(() => reasons, { timeout: 10_000 }).toEqual(['CANCELLED', 'CANCELLED'])
    await ownership.release()
  })

  it('tells callers when the owner stops under them', async () => {
    const { child, said } = startOwner()
    await said
    const owner = await connectToOwner(folder)
    expect(await owner?.call('hello', null)).toBe('hello')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect(owner?.call('hello', null)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('drops a connection that does not speak the protocol and goes on', async () => {
    const ownership = await ownDataFolder(folder)
    ownership.serve(echo)
    const [name] = await readdir(path.join(folder, 'run'))
    for (const nonsense of ['not json\n', '{"id":"x"}\n', '[]\n', 'null\n']) {
      const socket = connect(path.join(folder, 'run', name ?? ''))
      socket.resume()
      socket.write(nonsense)
      await once(socket, 'close')
    }
    const owner = await connectToOwner(folder)
    expect(await owner?.call('echo', 1)).toBe(1)
    owner?.close()
    await ownership.release()
  })
})
