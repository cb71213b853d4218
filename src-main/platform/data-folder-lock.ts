import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, realpath, rename, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#shared/contract/errors.ts'
import {
  connectToOwnerSocket,
  type OwnerConnection,
  type OwnerRequestHandler,
  serveOwnerConnection,
} from './owner-channel.ts'

const socketName = /^owner-(\d+)-[0-9a-f]+\.sock$/
const claimAttempts = 20
const longestSocketPath = 103

/** The right to use a data folder, held from `ownDataFolder` to `release` or the death of the process. */
export interface DataFolderOwnership {
  readonly dataFolder: string
  /** Answers calls of other processes from now on; calls that came earlier have waited. */
  serve(handler: OwnerRequestHandler): void
  release(): Promise<void>
}

interface Claim {
  readonly name: string
  readonly ownership: DataFolderOwnership
  /** Greets whoever has connected: only now other processes see an owner. */
  confirm(): void
}

/** Listens for one claim. Connections wait for the confirmation, their calls for the handler. */
class Listener {
  readonly server: Server
  readonly #sockets = new Set<Socket>()
  #confirmed = false
  readonly #handler = Promise.withResolvers<OwnerRequestHandler>()

  constructor() {
    this.server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => socket.destroy())
      if (this.#confirmed) this.#greet(socket)
    })
  }

  listen(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(address, () => {
        this.server.off('error', reject)
        this.server.on('error', () => {})
        resolve()
      })
    })
  }

  confirm(): void {
    this.#confirmed = true
    for (const socket of this.#sockets) this.#greet(socket)
  }

  serve(handler: OwnerRequestHandler): void {
    this.#handler.resolve(handler)
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  #greet(socket: Socket): void {
    serveOwnerConnection(socket, async (request) => (await this.#handler.promise)(request))
  }
}

function runFolder(dataFolder: string): string {
  return path.join(dataFolder, 'run')
}

async function pipeName(dataFolder: string): Promise<string> {
  const hash = createHash('sha256').update((await realpath(dataFolder)).toLowerCase())
  return `\\\\.\\pipe\\kuraban-${hash.digest('hex').slice(0, 32)}`
}

function refuseLongPath(dataFolder: string, socketPath: string): void {
  if (Buffer.byteLength(socketPath) <= longestSocketPath) return
  const allowed = `a path of at most ${longestSocketPath - (Buffer.byteLength(socketPath) - Buffer.byteLength(dataFolder))} bytes`
  throw new AppError('CONFIG_INVALID', { key: 'data.folder', value: dataFolder, allowed, origin: 'the data folder' })
}

/** Publishes a listening socket under a name of its own; it appears in the folder complete, never half made. */
async function claimBySocket(dataFolder: string): Promise<Claim> {
  const folder = runFolder(dataFolder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `owner-${process.pid}-${randomBytes(4).toString('hex')}.sock`
  const published = path.join(folder, name)
  refuseLongPath(dataFolder, published)
  const listener = new Listener()
  const hidden = path.join(folder, `.${randomBytes(4).toString('hex')}`)
  await listener.listen(hidden)
  await chmod(hidden, 0o600)
  await rename(hidden, published)
  const release = async () => {
    await rm(published, { force: true })
    await listener.close()
  }
  return {
    name,
    confirm: () => listener.confirm(),
    ownership: { dataFolder, serve: (h) => listener.serve(h), release },
  }
}

/** On Windows the first to listen on a named pipe has it alone, and it disappears with its process. */
async function ownByPipe(dataFolder: string): Promise<DataFolderOwnership> {
  const listener = new Listener()
  try {
    await listener.listen(await pipeName(dataFolder))
  } catch (error) {
    throw new AppError('DATA_FOLDER_IN_USE', { path: dataFolder, pid: 0 }, { cause: error })
  }
  listener.confirm()
  return { dataFolder, serve: (handler) => listener.serve(handler), release: () => listener.close() }
}

/** Whether a process listens there. A socket that nobody listens on any more can never come to life again. */
function isAlive(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', (error) => {
      const code = 'code' in error ? error.code : ''
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT')
    })
  })
}

/** Names of the living claims on a data folder; leftovers of dead processes are removed. */
async function livingClaims(dataFolder: string): Promise<string[]> {
  const folder = runFolder(dataFolder)
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const living: string[] = []
  for (const name of names.filter((one) => socketName.test(one))) {
    const socketPath = path.join(folder, name)
    if (await isAlive(socketPath)) living.push(name)
    else await rm(socketPath, { force: true })
  }
  return living
}

function inUse(dataFolder: string, name: string | undefined): AppError {
  return new AppError('DATA_FOLDER_IN_USE', { path: dataFolder, pid: Number(socketName.exec(name ?? '')?.[1] ?? 0) })
}

/**
 * Becomes the one owner of a data folder, which is made (0700) where it is missing. Fails with DATA_FOLDER_IN_USE while
 * another process lives in it; what a killed process left behind is no hindrance. Every claimant publishes its claim
 * before it looks at the others, so of two at the same time at least one sees the other and steps back.
 */
export async function ownDataFolder(dataFolder: string): Promise<DataFolderOwnership> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  if (process.platform === 'win32') return ownByPipe(dataFolder)
  for (let attempt = 1; attempt <= claimAttempts; attempt += 1) {
    const [living] = await livingClaims(dataFolder)
    if (living) throw inUse(dataFolder, living)
    const claim = await claimBySocket(dataFolder)
    const rivals = (await livingClaims(dataFolder)).filter((name) => name !== claim.name)
    if (rivals.length === 0) {
      claim.confirm()
      return claim.ownership
    }
    await claim.ownership.release()
    await sleep(Math.random() * 20 * attempt)
  }
  throw inUse(dataFolder, (await livingClaims(dataFolder))[0])
}

/** Connects to the living owner of a data folder; null when nobody owns it. */
export async function connectToOwner(dataFolder: string, limitMs = 5000): Promise<OwnerConnection | null> {
  if (process.platform === 'win32') return connectToOwnerSocket(await pipeName(dataFolder), limitMs)
  for (const name of await livingClaims(dataFolder)) {
    const connection = await connectToOwnerSocket(path.join(runFolder(dataFolder), name), limitMs)
    if (connection) return connection
  }
  return null
}
