import { CallFigures, type CountedRequest } from '#main/features/monitoring/index.ts'
import { type ExpositionFormat, expositionText, MetricRegistry, MetricSources } from '#main/platform/metrics/index.ts'
import { isInNetworks } from '#main/platform/networks.ts'
import type { ObservedCall } from './api/api-middleware.ts'
import type { AppPorts, MonitoringSettings } from './app-ports.ts'

/** The figures of the program as a host tells and fills them. */
export interface ProgramMetrics {
  /** All of them, as the format has them. */
  text(format: ExpositionFormat): Promise<string>
  /** Whether whoever calls from there may read them without a right. */
  isOpenTo(address: string): boolean
  /** Counts a request that was no call of the API. */
  countRequest(request: CountedRequest): void
}

const usualSettings: MonitoringSettings = { collectSeconds: 15, metricsOpenTo: [], alertKeepDays: 400 }

/** What is set about figures at this moment. */
export function monitoringSettingsIn({ monitoringSettings }: Pick<AppPorts, 'monitoringSettings'>): MonitoringSettings {
  return monitoringSettings?.() ?? usualSettings
}

/** The registry of one application with its sources, and what is counted for it. */
export function createProgramMetrics(ports: Pick<AppPorts, 'clock' | 'log' | 'monitoringSettings'>): {
  readonly sources: MetricSources
  readonly countCall: (call: ObservedCall) => void
  readonly forHosts: ProgramMetrics
} {
  const sources = new MetricSources(new MetricRegistry(), ports)
  const calls = new CallFigures(sources.registry)
  return {
    sources,
    countCall: (call) => calls.call(call),
    forHosts: {
      text: async (format) => expositionText(await sources.families(), format),
      isOpenTo: (address) => address !== '' && isInNetworks(address, withLengths(monitoringSettingsIn(ports))),
      countRequest: (request) => calls.request(request),
    },
  }
}

/** An address alone is a network of one. */
function withLengths({ metricsOpenTo }: MonitoringSettings): string[] {
  return metricsOpenTo.map((network) => {
    if (network.includes('/')) return network
    return network.includes(':') ? `${network}/128` : `${network}/32`
  })
}
