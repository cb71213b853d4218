import type { Router } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { LogIndexClient } from '#main/storage/adapters/log-index/index.ts'
import type { logsContract } from '#shared/features/logs/contract.ts'
import { SupportBundleService } from './bundle/support-bundle-service.ts'
import { LogFilterService } from './filter-service.ts'
import { LiveTail } from './live-tail.ts'
import { LogSources } from './opening/log-sources.ts'
import type { LogsPorts, ShippingSettings } from './ports.ts'
import { createLogsRouter } from './router.ts'
import { LogSearchService } from './search-service.ts'
import { ShippingService } from './shipping/shipping-service.ts'

export type { LogsPorts, ShippingSettings } from './ports.ts'

/** Settings that ship nothing. */
export const noShipping = (): ShippingSettings => ({
  ...{ environment: '', syslog: '', otlp: '', otlpAuthorization: '', caFile: '' },
})

/** The log of the program and those of others for people: searching, following, handing on. */
export function createLogs(ports: LogsPorts) {
  const index = new LogIndexClient(ports.log)
  const searching = { ...ports, index }
  const sources = new LogSources(searching)
  const search = new LogSearchService(searching, sources)
  const shipping = new ShippingService(ports)
  const bundle = new SupportBundleService({ ...searching, redact: (text) => ports.stream?.redact(text) ?? text })
  const tail = ports.stream === null ? null : new LiveTail(ports.stream, ports.places.logFile)
  const filters = new LogFilterService(ports)
  const router: Router<typeof logsContract, ApiContext> = createLogsRouter({
    ...{ search, sources, filters, bundle, shipping, tail },
  })
  return {
    router,
    start: async (owner: Owner): Promise<void> => {
      index.start(owner)
      await sources.start(owner)
      shipping.start(owner)
    },
  }
}
