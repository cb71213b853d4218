import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import type { AuditTrail } from '#main/features/security/index.ts'
import { type ApiContext, noEffects } from '#main/platform/call-effects.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { type Logger, silentLogger } from '#main/platform/logger.ts'
import { expositionText, MetricRegistry, MetricSources } from '#main/platform/metrics/index.ts'
import { createColumnCipher } from '#main/platform/secret-store/index.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { CollectedSample } from '../../sample-sink.ts'
import { createCollection } from '../create-collection.ts'

const context: ApiContext = {
  ...{ requestId: 'r', transport: 'internal', remoteAddress: '', userAgent: '', caller: { kind: 'system' } },
  effects: noEffects,
}

/** The feature as one process has it, with a clock that the test moves and a record it can read. */
export function collectionOn(
  storage: Storage,
  surroundings: { readonly availability?: ReadonlyMap<string, number> } = {},
) {
  let shiftMs = 0
  const clock = { now: () => new Date(Date.now() + shiftMs), monotonicMs: () => performance.now() + shiftMs }
  const events = new InProcessEventBus()
  const announced: string[] = []
  events.listen((event) => void announced.push(event.type))
  const audited: { action: string; detail: string }[] = []
  const audit: Pick<AuditTrail, 'record'> = {
    record: async (_tx, _context, { action, detail }) => void audited.push({ action, detail: JSON.stringify(detail) }),
  }
  const lines: string[] = []
  const write = (message: string, fields?: unknown) => void lines.push(`${message} ${JSON.stringify(fields)}`)
  const log: Logger = { ...silentLogger, info: write, warning: write, error: write }
  const metrics = new MetricSources(new MetricRegistry(), { clock, log })
  const samples: (CollectedSample & { readonly tickMs: number })[] = []
  const cipher = createColumnCipher(memorySecretStore())
  const made = createCollection({
    ...{ storage, clock, events, log, metrics, cipher, audit },
    ...{ nodeName: 'here', programVersion: '1.2.3', queue: { get: async () => null } },
    sink: { append: async (tickMs, added) => void samples.push(...added.map((one) => ({ ...one, tickMs }))) },
    settings: () => ({ intervalSeconds: 1 }),
    availability: async () => surroundings.availability ?? new Map(),
  })
  const owner = new Owner('test')
  onTestFinished(() => owner.stop())
  return {
    ports: { storage, clock, events, log, audit },
    ...{ announced, audited, lines, metrics, samples, cipher, owner },
    client: createRouterClient(made.router, { context }),
    start: () => made.start(owner),
    text: async () => expositionText(await metrics.families(), 'prometheus'),
    valueOf: (name: string, labels: object = {}) =>
      samples.findLast(
        (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
      )?.value,
    later: (ms: number) => {
      shiftMs += ms
    },
  }
}
