import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'
import { logsContract } from '#shared/features/logs/contract.ts'
import type { SupportBundleService } from './bundle/support-bundle-service.ts'
import type { LogFilterService } from './filter-service.ts'
import type { LiveTail } from './live-tail.ts'
import type { LogSources } from './opening/log-sources.ts'
import type { LogSearchService } from './search-service.ts'
import type { ShippingService } from './shipping/shipping-service.ts'

interface LogServices {
  readonly search: LogSearchService
  readonly sources: LogSources
  readonly filters: LogFilterService
  readonly bundle: SupportBundleService
  readonly shipping: ShippingService
  /** Null where nothing can be heard. */
  readonly tail: LiveTail | null
}

const router = implement(logsContract).$context<ApiContext>()

export function createLogsRouter({ search, sources, filters, bundle, shipping, tail }: LogServices) {
  return router.router({
    sources: router.sources.handler(() => sources.list()),
    search: router.search.handler(({ input }) => search.search(input)),
    line: router.line.handler(({ input }) => search.line(input.source, input.id)),
    context: router.context.handler(({ input }) => search.context(input.source, input.id, input.before, input.after)),
    histogram: router.histogram.handler(({ input }) => search.histogram(input)),
    tail: router.tail.handler(async function* ({ input, signal }) {
      if (tail === null) throw new AppError('UNAVAILABLE', { what: 'log' })
      yield* tail.follow(input ?? { levels: [], text: '' }, signal ?? new AbortController().signal)
    }),
    modules: router.modules.handler(({ input }) => search.modules(input.source)),
    filters: {
      list: router.filters.list.handler(({ context }) => filters.list(context.caller)),
      save: router.filters.save.handler(({ input, context }) => filters.save(context.caller, input.name, input.filter)),
      remove: router.filters.remove.handler(async ({ input, context }) => {
        await filters.remove(context.caller, input.id)
        return {}
      }),
    },
    open: router.open.handler(({ input }) => sources.open(input.path)),
    close: router.close.handler(async ({ input }) => {
      await sources.close(input.id)
      return {}
    }),
    exportLines: router.exportLines.handler(({ input }) => search.export(input)),
    supportBundle: {
      preview: router.supportBundle.preview.handler(({ input }) => bundle.preview(input.hours)),
      create: router.supportBundle.create.handler(({ input }) => bundle.create(input.hours, input.without)),
    },
    shipping: {
      status: router.shipping.status.handler(() => shipping.status()),
      test: router.shipping.test.handler(({ input, context }) => shipping.test(input.kind, context)),
    },
  })
}
