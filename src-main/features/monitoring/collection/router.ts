import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import {
  checksContract,
  collectorsContract,
  heartbeatsContract,
  hostContract,
  scrapesContract,
} from '#shared/features/monitoring/contract/sources.ts'
import type { CheckService } from './checks/check-service.ts'
import type { CollectorTurn } from './collector.ts'
import type { HeartbeatService } from './heartbeats/heartbeat-service.ts'
import type { WatchedHost } from './host/watched-host.ts'
import type { ScrapeService } from './scrapes/scrape-service.ts'

export const collectionContract = {
  host: hostContract,
  collectors: collectorsContract,
  checks: checksContract,
  scrapes: scrapesContract,
  heartbeats: heartbeatsContract,
}

export interface CollectionServices {
  readonly host: WatchedHost
  /** The program's own collectors by name, with their last turn. */
  readonly collectors: () => readonly { readonly name: string; readonly turn: CollectorTurn | undefined }[]
  readonly checks: CheckService
  readonly scrapes: ScrapeService
  readonly heartbeats: HeartbeatService
}

const router = implement(collectionContract).$context<ApiContext>()
const viewLimitMs = 10_000

export function createCollectionRouter({ host, collectors, checks, scrapes, heartbeats }: CollectionServices) {
  return router.router({
    host: { view: router.host.view.handler(({ signal }) => host.view(signal ?? AbortSignal.timeout(viewLimitMs))) },
    collectors: {
      list: router.collectors.list.handler(() => ({
        items: collectors().map(({ name, turn }) => ({
          ...{ name, isUp: turn?.isUp ?? false, lastDurationMs: turn?.durationMs ?? null },
          ...{ samples: turn?.samples ?? 0, lastError: turn?.error ?? null },
        })),
      })),
    },
    checks: {
      list: router.checks.list.handler(async () => ({ items: await checks.list() })),
      create: router.checks.create.handler(({ input, context }) => checks.create(input, context)),
      update: router.checks.update.handler(({ input: { id, ...input }, context }) => checks.update(id, input, context)),
      remove: router.checks.remove.handler(async ({ input, context }) => {
        await checks.remove(input.id, context)
        return {}
      }),
      tryOut: router.checks.tryOut.handler(({ input }) => checks.tryOut(input.settings)),
    },
    scrapes: {
      list: router.scrapes.list.handler(async () => ({ items: await scrapes.list() })),
      create: router.scrapes.create.handler(({ input, context }) => scrapes.create(input, context)),
      update: router.scrapes.update.handler(({ input: { id, ...input }, context }) =>
        scrapes.update(id, input, context),
      ),
      remove: router.scrapes.remove.handler(async ({ input, context }) => {
        await scrapes.remove(input.id, context)
        return {}
      }),
      tryOut: router.scrapes.tryOut.handler(({ input }) =>
        scrapes.tryOut({ ...input, bearerToken: input.bearerToken ?? null }),
      ),
    },
    heartbeats: heartbeatHandlers(heartbeats),
  })
}

function heartbeatHandlers(heartbeats: HeartbeatService) {
  const part = router.heartbeats
  return {
    list: part.list.handler(async () => ({ items: await heartbeats.list() })),
    create: part.create.handler(({ input, context }) => heartbeats.create(input, context)),
    update: part.update.handler(({ input: { id, ...input }, context }) => heartbeats.update(id, input, context)),
    renewToken: part.renewToken.handler(({ input, context }) => heartbeats.renewToken(input.id, context)),
    remove: part.remove.handler(async ({ input, context }) => {
      await heartbeats.remove(input.id, context)
      return {}
    }),
    report: part.report.handler(async ({ input }) => {
      await heartbeats.report(input)
      return {}
    }),
  }
}
