import type { Collector, CollectorTurn } from '../collector.ts'
import type { KeptScrape } from '../repository/scrapes.ts'
import { scrape } from './scrape-target.ts'

export interface ScrapeCollectorParts {
  readonly bearerToken: (target: KeptScrape) => Promise<string | null>
  readonly onTurn: (target: KeptScrape, turn: CollectorTurn) => void
}

/** A target as a collector: its name is the job, its host and port are the instance, as a Prometheus would have it. */
export function scrapeCollector(target: KeptScrape, { bearerToken, onTurn }: ScrapeCollectorParts): Collector {
  let lastTickMs: number | null = null
  return {
    ...{ name: `scrape ${target.id}`, job: target.name, instance: instanceOf(target.url), labels: target.labels },
    timeoutMs: target.timeoutMs,
    isDue: (tickMs) => {
      const isDue = lastTickMs === null || Math.abs(tickMs - lastTickMs) >= target.intervalSeconds * 1000
      if (isDue) lastTickMs = tickMs
      return isDue
    },
    collect: async (signal) => scrape({ ...target, bearerToken: await bearerToken(target) }, signal),
    onTurn: (turn) => onTurn(target, turn),
  }
}

function instanceOf(url: string): string {
  const { protocol, hostname, port } = new URL(url)
  return `${hostname}:${port !== '' ? port : protocol === 'https:' ? '443' : '80'}`
}
