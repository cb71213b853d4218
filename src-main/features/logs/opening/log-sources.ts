import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { newId } from '#main/platform/identifiers.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { LogIndexClient } from '#main/storage/adapters/log-index/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { logSourceSchema } from '#shared/features/logs/contract.ts'
import { instantOf, noSuchSource } from '../line-shapes.ts'
import type { SearchPorts } from '../ports.ts'
import { readableFiles } from './readable-files.ts'

type LogSource = z.infer<typeof logSourceSchema>

interface OpenedSource {
  readonly id: string
  readonly name: string
  readonly kind: LogSource['kind']
  readonly bytes: number
  /** Where it was unpacked; removed when it is closed. */
  readonly folder: string | null
}

/** The log of the program. */
export const ownSource = 'own'
const mostOpened = 5

/** The log of the program, and files and bundles that were opened beside it until the program ends. */
export class LogSources {
  readonly #ports: SearchPorts
  readonly #opened = new Map<string, OpenedSource>()
  #opening = 0

  constructor(ports: SearchPorts) {
    this.#ports = ports
  }

  get #index(): LogIndexClient {
    return this.#ports.index
  }

  /** Opens the own log; what was opened goes with the owner. */
  async start(owner: Owner): Promise<void> {
    owner.own('opened logs', async () => {
      for (const { folder } of this.#opened.values())
        if (folder !== null) await rm(folder, { recursive: true, force: true })
    })
    const { logFile } = this.#ports.places
    if (logFile === null) return
    const indexFile = join(this.#ports.places.dataFolder, 'cache', 'logs.db')
    await this.#index.open(ownSource, { kind: 'growing', file: logFile, indexFile })
    this.#opened.set(ownSource, { id: ownSource, name: basename(logFile), kind: 'own', bytes: 0, folder: null })
  }

  /** The source itself, so that it can be asked at once; NOT_FOUND where it is not open. */
  assertOpen(id: string): string {
    if (!this.#opened.has(id)) throw noSuchSource(id)
    return id
  }

  async list(): Promise<{ items: LogSource[] }> {
    return { items: await Promise.all([...this.#opened.values()].map((source) => this.#shown(source))) }
  }

  /** Unpacks what is packed and indexes it; the file itself is never changed. */
  async open(path: string): Promise<LogSource> {
    if (this.#opened.size + this.#opening > mostOpened) {
      throw new AppError('LIMIT_REACHED', { resource: 'log-source', limit: mostOpened })
    }
    this.#opening += 1
    try {
      const { kind, paths, bytes, folder } = await readableFiles(path, this.#ports.places)
      const source: OpenedSource = { id: newId(), name: basename(path), kind, bytes, folder }
      await this.#index.open(source.id, { kind: 'closed', paths })
      this.#opened.set(source.id, source)
      return await this.#shown(source)
    } finally {
      this.#opening -= 1
    }
  }

  async close(id: string): Promise<void> {
    const source = this.#opened.get(id)
    if (source === undefined || source.kind === 'own') throw noSuchSource(id)
    this.#opened.delete(id)
    await this.#index.close(id)
    if (source.folder !== null) await rm(source.folder, { recursive: true, force: true })
  }

  async #shown({ id, name, kind }: OpenedSource): Promise<LogSource> {
    const state = await this.#index.ask(id, 'state', {})
    return {
      ...{ id, name, kind, lines: state.lines, bytes: state.bytes },
      oldestAt: state.oldestMs === null ? null : instantOf(state.oldestMs),
      newestAt: state.newestMs === null ? null : instantOf(state.newestMs),
      indexed: state.bytes === 0 ? 1 : state.indexedBytes / state.bytes,
      droppedLines: kind === 'own' ? (this.#ports.stream?.lostLines() ?? 0) : 0,
    }
  }
}
