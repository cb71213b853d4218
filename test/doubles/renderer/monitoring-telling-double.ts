import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Channel, Routing } from '#shared/features/monitoring/contract/notifications.ts'
import { firstOf, hour, idOf, instant, minute, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof contract.monitoring.notifications, Record<never, never>, Record<never, never>>

const isEmpty = variant === 'empty'
const base = { isEnabled: true, language: 'ja', isSigned: false, addressHost: null, lastFailure: null } as const

const channels: readonly Channel[] = [
  {
    ...base,
    id: idOf(67, 0),
    name: '当番の Slack',
    settings: { kind: 'slack', channel: '#当番', text: '', allowsInsideAddresses: false },
    addressHost: 'hooks.slack.com',
    health: 'ok',
    lastSentAt: instant(-12 * minute),
  },
  {
    ...base,
    id: idOf(67, 1),
    name: '基盤運用グループ（夜間・休日の連絡網を含む全員あてのメール）',
    settings: { kind: 'email', recipients: ['ops@example.jp', 'night@example.jp'], subject: '', body: '' },
    health: 'failing',
    lastSentAt: instant(-5 * hour),
    lastFailure: '451 4.7.1 Greylisted',
  },
  {
    ...base,
    id: idOf(67, 2),
    name: '連携用 webhook',
    settings: { kind: 'webhook', body: '', allowsInsideAddresses: false },
    addressHost: 'hooks.example.jp',
    isSigned: true,
    health: 'unknown',
    lastSentAt: null,
  },
  {
    ...base,
    id: idOf(67, 3),
    name: 'この画面',
    isEnabled: false,
    settings: { kind: 'desktop' },
    health: 'unknown',
    lastSentAt: null,
  },
]

let routing: Routing = {
  routes: [
    {
      id: 'critical',
      matchers: [{ name: 'severity', operator: '=', value: 'critical' }],
      channelIds: [idOf(67, 0), idOf(67, 1)],
      groupBy: ['alertname', 'instance'],
      groupWaitSeconds: 0,
      groupIntervalSeconds: 300,
      repeatSeconds: 3_600,
      continues: true,
      tellsResolved: true,
      hours: null,
      digestAt: null,
    },
    {
      id: 'rest',
      matchers: [],
      channelIds: [idOf(67, 1)],
      groupBy: ['alertname'],
      groupWaitSeconds: 30,
      groupIntervalSeconds: 300,
      repeatSeconds: 14_400,
      continues: false,
      tellsResolved: true,
      hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
      digestAt: null,
    },
  ],
  inhibitions: [
    {
      source: [{ name: 'alertname', operator: '=', value: 'ApplicationDown' }],
      target: [{ name: 'severity', operator: '=~', value: 'warning|info' }],
      equal: ['instance'],
    },
  ],
}

const states = ['sent', 'sent', 'failed', 'waiting'] as const
const deliveries = Array.from({ length: isEmpty ? 0 : 1_200 }, (_, index) => {
  const channel = channels[index % 3] ?? firstOf(channels)
  const state = states[index % 4] ?? 'sent'
  return {
    id: idOf(68, index),
    at: instant(-index * 11 * minute),
    channelId: channel.id,
    channelName: channel.name,
    state,
    attempts: state === 'failed' ? 4 : 1,
    alerts: (index % 5) + 1,
    title: '【重大】ディスクがまもなく満杯 storage-03.example.jp ほか',
    failure: state === 'failed' ? '451 4.7.1 Greylisted' : null,
  }
})

/** Four ways of telling people, one of which fails. */
export function tellingDouble(os: Of) {
  const { channels: c, routing: r } = os
  const changed = ({
    address: _address,
    signingKey: _key,
    ...input
  }: Partial<Channel> & { address?: unknown; signingKey?: unknown }) => ({
    ...firstOf(channels),
    ...input,
  })
  return os.router({
    channels: {
      list: c.list.handler(() => ({ items: isEmpty ? [] : [...channels] })),
      create: c.create.handler(({ input, errors }) => {
        if (input.address?.includes('127.0.0.1') === true) throw errors.ADDRESS_REFUSED({ data: { host: '127.0.0.1' } })
        return changed(input)
      }),
      update: c.update.handler(({ input }) => changed(input)),
      remove: c.remove.handler(({ input, errors }) => {
        if (input.id === idOf(67, 0))
          throw errors.IN_USE({ data: { resource: 'alert-channel', id: input.id, usedBy: ['critical'] } })
        return {}
      }),
      test: c.test.handler(({ input, errors }) => {
        if (input.id === idOf(67, 1)) throw errors.CHANNEL_FAILED({ data: { reason: '451 4.7.1 Greylisted' } })
        return { answer: '200 ok', durationMs: 212 }
      }),
    },
    routing: {
      get: r.get.handler(() => (isEmpty ? { routes: [], inhibitions: [] } : routing)),
      save: r.save.handler(({ input }) => {
        routing = input
        return routing
      }),
      explain: r.explain.handler(({ input }) => ({
        routes:
          input.labels.severity === 'critical'
            ? [
                { routeId: 'critical', channels: ['当番の Slack', '基盤運用グループ'] },
                { routeId: 'rest', channels: ['基盤運用グループ'] },
              ]
            : input.labels.severity === 'none'
              ? []
              : [{ routeId: 'rest', channels: ['基盤運用グループ'] }],
      })),
    },
    deliveries: os.deliveries.handler(({ input }) =>
      pageOf(
        deliveries.filter((one) => input.channelId === undefined || one.channelId === input.channelId),
        input,
      ),
    ),
  })
}
