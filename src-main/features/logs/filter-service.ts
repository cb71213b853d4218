import type { Caller } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { LogFilter } from '#shared/features/logs/contract.ts'
import type { LogsPorts } from './ports.ts'
import { deleteLogFilter, insertLogFilter, listLogFilters, type SavedLogFilter } from './repository.ts'

const mostFilters = 50

/** Filters that people keep for themselves. */
export class LogFilterService {
  readonly #ports: Pick<LogsPorts, 'storage' | 'clock'>

  constructor(ports: Pick<LogsPorts, 'storage' | 'clock'>) {
    this.#ports = ports
  }

  async list(caller: Caller): Promise<{ items: SavedLogFilter[] }> {
    return { items: await listLogFilters(this.#ports.storage.db, keeperOf(caller)) }
  }

  save(caller: Caller, name: string, filter: LogFilter): Promise<{ id: string }> {
    const userId = keeperOf(caller)
    return this.#ports.storage.transaction(async (tx) => {
      const kept = await listLogFilters(tx, userId)
      if (kept.length >= mostFilters)
        throw new AppError('LIMIT_REACHED', { resource: 'log-filter', limit: mostFilters })
      if (kept.some((one) => one.name === name)) {
        throw new AppError('CONFLICT', { resource: 'log-filter', field: 'name', value: name })
      }
      const id = newId()
      await insertLogFilter(tx, { id, userId, name, filter, createdAt: this.#ports.clock.now().getTime() })
      return { id }
    })
  }

  async remove(caller: Caller, id: string): Promise<void> {
    const removed = await this.#ports.storage.transaction((tx) => deleteLogFilter(tx, id, keeperOf(caller)))
    if (!removed) throw new AppError('NOT_FOUND', { resource: 'log-filter', id })
  }
}

/** Whoever is nobody of the database shares one set with others of the kind. */
function keeperOf(caller: Caller): string {
  return caller.kind === 'user' || caller.kind === 'api-key' ? caller.userId : caller.kind
}
