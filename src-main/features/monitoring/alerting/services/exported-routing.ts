import type { ExportedChannel, ExportedReceiver, ExportedRouting } from '#main/engine/rules/index.ts'
import { channelSettingsSchema, type Route } from '#shared/features/monitoring/contract/notifications.ts'
import type { AlertingPorts } from '../ports.ts'
import { type ChannelRow, listChannels } from '../repository/channel-rows.ts'
import { loadRouting } from './stored-routing.ts'

const nobody = 'nobody'
const secretsFolder = '/etc/alertmanager/secrets'
const usual = { groupBy: ['alertname'], groupWaitMs: 30_000, groupIntervalMs: 300_000, repeatIntervalMs: 14_400_000 }

/**
 * Who is told of what, in the parts that Alertmanager has as well. Addresses that are secret are named by the file that
 * will hold them, those of webhooks by their host alone.
 */
export async function exportedRouting({
  storage,
  mailer,
}: Pick<AlertingPorts, 'storage' | 'mailer'>): Promise<ExportedRouting> {
  const { routing } = await loadRouting(storage.db)
  const channels = (await listChannels(storage.db)).filter(({ isEnabled }) => isEnabled === 1)
  const [first] = routing.routes
  return {
    defaultReceiver: nobody,
    receivers: [{ name: nobody, channels: [] }, ...routing.routes.map((route) => receiverOf(route, channels))],
    routes: routing.routes.map(({ id, matchers, continues, repeatSeconds }) => ({
      ...{ receiver: id, matchers, continues, repeatIntervalMs: repeatSeconds * 1000 },
    })),
    ...(first === undefined ? usual : timesOf(first)),
    mail: mailOf(mailer),
  }
}

/** Alertmanager refuses receivers of mail where it is told no server. */
function mailOf(mailer: AlertingPorts['mailer']): NonNullable<ExportedRouting['mail']> {
  const { host, port, from, encryption, user } = mailer.server()
  return {
    smarthost: `${host === '' ? 'localhost' : host}:${port}`,
    from: from === '' ? 'kuraban@localhost' : from,
    requireTls: encryption !== 'none-on-loopback-only',
    ...(user === '' ? {} : { userName: user, passwordFile: `${secretsFolder}/mail-password` }),
  }
}

function timesOf({ groupBy, groupWaitSeconds, groupIntervalSeconds, repeatSeconds }: Route) {
  return {
    groupBy,
    ...{ groupWaitMs: groupWaitSeconds * 1000, groupIntervalMs: groupIntervalSeconds * 1000 },
    repeatIntervalMs: repeatSeconds * 1000,
  }
}

function receiverOf({ id, channelIds }: Route, channels: readonly ChannelRow[]): ExportedReceiver {
  const own = channels.filter((channel) => channelIds.includes(channel.id))
  return { name: id, channels: own.flatMap(channelOf) }
}

/** Desktops and pings have no like in Alertmanager. */
function channelOf({ id, settings, addressHost }: ChannelRow): ExportedChannel[] {
  const set = channelSettingsSchema.parse(JSON.parse(settings))
  switch (set.kind) {
    case 'email':
      return [{ kind: 'email', to: set.recipients }]
    case 'slack':
      return [{ kind: 'slack', channel: set.channel, urlFile: `${secretsFolder}/slack-${id}` }]
    case 'webhook':
      return [{ kind: 'webhook', url: `https://${addressHost ?? 'example.invalid'}/` }]
    default:
      return []
  }
}
