import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Scrape } from '#shared/features/monitoring/values.ts'
import { unlessNameTaken } from '../../name-taken.ts'
import type { Collector, CollectorTurn } from '../collector.ts'
import type { CollectionPorts } from '../ports.ts'
import * as rows from '../repository/scrapes.ts'
import { scrapeCollector } from './scrape-collectors.ts'
import { scrape } from './scrape-target.ts'
import { placeOfToken } from './sealed-tokens.ts'

type Ports = Pick<CollectionPorts, 'storage' | 'clock' | 'events' | 'log' | 'audit' | 'cipher'>

/** What a caller wants of a target; a token that is left out stays as it is. */
export type WantedScrape = rows.ScrapeInput & { readonly bearerToken?: string | null | undefined }

const scrapesAtMost = 100
const namesAtMost = 500
const tryOutLimitMs = 10_000

/** Other programs whose figures are read. Only a change between up and down goes to the database at once. */
export class ScrapeService {
  readonly #ports: Ports
  readonly #seen = new Map<string, rows.LastScrape>()
  #collectors: readonly { readonly target: rows.KeptScrape; readonly collector: Collector }[] = []

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async start(owner: Owner): Promise<void> {
    await this.#reload()
    owner.own('results of scrapes', () => this.#saveAll())
  }

  collectors(): readonly Collector[] {
    return this.#collectors.map(({ collector }) => collector)
  }

  async list(): Promise<Scrape[]> {
    return (await rows.listScrapes(this.#ports.storage.db)).map((target) => this.#view(target))
  }

  async create({ bearerToken, ...input }: WantedScrape, context: CallContext): Promise<Scrape> {
    const { storage, audit } = this.#ports
    const id = newId()
    const written = this.#written(input, await this.#sealed(id, bearerToken ?? null))
    await unlessNameTaken('scrape', input.name, () =>
      storage.transaction(async (tx) => {
        if ((await rows.countScrapes(tx)) >= scrapesAtMost) {
          throw new AppError('LIMIT_REACHED', { resource: 'scrape', limit: scrapesAtMost })
        }
        await rows.insertScrape(tx, id, written)
        const detail = { after: recorded(written) }
        await audit.record(tx, context, {
          ...{ action: 'monitoring.scrapes.create', target: id, targetName: input.name, detail },
        })
      }),
    )
    return this.#announced(id)
  }

  async update(id: string, { bearerToken, ...input }: WantedScrape, context: CallContext): Promise<Scrape> {
    const { storage, audit } = this.#ports
    const given = bearerToken === undefined ? undefined : await this.#sealed(id, bearerToken)
    await unlessNameTaken('scrape', input.name, () =>
      storage.transaction(async (tx) => {
        const before = await rows.findScrape(tx, id)
        if (before === undefined) throw missing(id)
        const written = this.#written(input, given === undefined ? keptToken(before, input) : given)
        await rows.updateScrape(tx, id, written)
        const detail = { before: recorded({ ...before, input: inputOf(before) }), after: recorded(written) }
        await audit.record(tx, context, {
          ...{ action: 'monitoring.scrapes.update', target: id, targetName: input.name, detail },
        })
      }),
    )
    this.#seen.delete(id)
    return this.#announced(id)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const { storage, audit, events } = this.#ports
    await storage.transaction(async (tx) => {
      const before = await rows.findScrape(tx, id)
      if (before === undefined) throw missing(id)
      await rows.deleteScrape(tx, id)
      const detail = { before: recorded({ ...before, input: inputOf(before) }) }
      await audit.record(tx, context, {
        ...{ action: 'monitoring.scrapes.remove', target: id, targetName: before.name, detail },
      })
    })
    await this.#reload()
    events.publish({ type: 'monitoring.scrape.changed', id })
  }

  async tryOut({ url, bearerToken = null }: { readonly url: string; readonly bearerToken?: string | null }) {
    const startedMs = performance.now()
    const signal = AbortSignal.timeout(tryOutLimitMs)
    const target = { url, bearerToken, timeoutMs: tryOutLimitMs, allowsUntrustedCertificate: false }
    try {
      const samples = await scrape(target, signal)
      const names = [...new Set(samples.map(({ name }) => name))].sort().slice(0, namesAtMost)
      return { isUp: true, durationMs: performance.now() - startedMs, message: '', samples: samples.length, names }
    } catch (error) {
      const message = signal.aborted ? `no answer within ${tryOutLimitMs} ms` : reasonOf(error)
      return { isUp: false, durationMs: performance.now() - startedMs, message, samples: 0, names: [] }
    }
  }

  #written(input: rows.ScrapeInput, sealedBearerToken: string | null): rows.WrittenScrape {
    return { input, sealedBearerToken, atMs: this.#ports.clock.now().getTime() }
  }

  async #sealed(id: string, token: string | null): Promise<string | null> {
    return token === null ? null : this.#ports.cipher.seal(placeOfToken(id), token)
  }

  /** A target that is as it was keeps its collector, and so its time. */
  async #reload(): Promise<void> {
    const enabled = (await rows.listScrapes(this.#ports.storage.db)).filter(({ isEnabled }) => isEnabled)
    const parts = {
      bearerToken: async ({ id, sealedBearerToken: sealed }: rows.KeptScrape) =>
        sealed === null ? null : this.#ports.cipher.open(placeOfToken(id), sealed),
      onTurn: (target: rows.KeptScrape, turn: CollectorTurn) => void this.#took(target, turn),
    }
    this.#collectors = enabled.map((target) => {
      const known = this.#collectors.find((one) => one.target.id === target.id)
      const isSame = known !== undefined && settingsOf(known.target) === settingsOf(target)
      return isSame ? known : { target, collector: scrapeCollector(target, parts) }
    })
    const ids = new Set(enabled.map(({ id }) => id))
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id)
  }

  async #took(target: rows.KeptScrape, turn: CollectorTurn): Promise<void> {
    if (!this.#collectors.some((one) => one.target === target)) return
    const { clock, events } = this.#ports
    const before = this.#seen.get(target.id)?.state ?? target.state
    const last: rows.LastScrape = {
      state: turn.isUp ? 'up' : 'down',
      lastRunAt: clock.now().getTime(),
      lastDurationMs: turn.durationMs,
      lastMessage: turn.error ?? '',
      samples: turn.samples,
    }
    this.#seen.set(target.id, last)
    if (before === last.state) return
    await this.#save(target.id, last)
    events.publish({ type: 'monitoring.scrape.changed', id: target.id })
  }

  async #save(id: string, last: rows.LastScrape): Promise<void> {
    await rows.saveLastScrape(this.#ports.storage.db, id, last).catch((error: unknown) => {
      this.#ports.log.warning('the result of a scrape could not be kept', { scrapeId: id, error })
    })
  }

  async #saveAll(): Promise<void> {
    for (const [id, last] of this.#seen) await this.#save(id, last)
  }

  async #announced(id: string): Promise<Scrape> {
    await this.#reload()
    this.#ports.events.publish({ type: 'monitoring.scrape.changed', id })
    const target = await rows.findScrape(this.#ports.storage.db, id)
    if (target === undefined) throw missing(id)
    return this.#view(target)
  }

  #view(target: rows.KeptScrape): Scrape {
    const { state, lastRunAt, lastDurationMs, lastMessage, samples } = this.#seen.get(target.id) ?? target
    return {
      ...{ id: target.id, ...inputOf(target), hasCredential: target.sealedBearerToken !== null },
      ...{ lastDurationMs, lastMessage, samples, state: target.isEnabled ? state : 'paused' },
      lastRunAt: lastRunAt === null ? null : new Date(lastRunAt).toISOString(),
    }
  }
}

/** A token belongs to the server it was given for: another one does not get it. */
function keptToken(before: rows.KeptScrape, { url }: rows.ScrapeInput): string | null {
  return new URL(before.url).origin === new URL(url).origin ? before.sealedBearerToken : null
}

function inputOf(target: rows.KeptScrape): rows.ScrapeInput {
  const { name, isEnabled, url, intervalSeconds, timeoutMs, labels, allowsUntrustedCertificate } = target
  return { name, isEnabled, url, intervalSeconds, timeoutMs, labels, allowsUntrustedCertificate }
}

function settingsOf(target: rows.KeptScrape): string {
  return JSON.stringify([inputOf(target), target.sealedBearerToken])
}

/** For the record: whether there is a token, never which. */
function recorded({ input, sealedBearerToken }: Pick<rows.WrittenScrape, 'input' | 'sealedBearerToken'>) {
  return { ...input, hasCredential: sealedBearerToken !== null }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300)
}

function missing(id: string): AppError {
  return new AppError('NOT_FOUND', { resource: 'scrape', id })
}
