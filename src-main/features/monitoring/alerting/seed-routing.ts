import { systemContext } from '#main/features/security/index.ts'
import { routingSchema } from '#shared/features/monitoring/contract/notifications.ts'
import type { ChannelService } from './channels/channel-service.ts'
import { messageWords } from './delivery/message-words.ts'
import type { AlertingPorts } from './ports.ts'
import { listChannels } from './repository/channel-rows.ts'
import { findRouting } from './repository/routing-rows.ts'
import type { RoutingService } from './services/routing-service.ts'

const isOneOf = (name: string, ...values: readonly string[]) => ({ name, operator: '=~', value: values.join('|') })
const lighter = isOneOf('severity', 'warning', 'info')

/** Causes that hide their symptoms: the graver alert of a name, a program that is down, a target that is down. */
const inhibitions = [
  { source: [isOneOf('severity', 'critical')], target: [lighter], equal: ['alertname', 'instance'] },
  {
    source: [isOneOf('alertname', 'ApplicationDown')],
    target: [isOneOf('alertname', 'Backup.*', 'Repository.*')],
    equal: ['instance'],
  },
  { source: [isOneOf('alertname', 'TargetDown')], target: [lighter], equal: ['instance'] },
]

/** Until somebody says otherwise, every alert that is one is shown in the windows. */
export async function seedRouting(
  { storage, site }: Pick<AlertingPorts, 'storage' | 'site'>,
  { channels, routing }: { readonly channels: ChannelService; readonly routing: RoutingService },
): Promise<void> {
  if ((await findRouting(storage.db)) !== undefined) return
  if ((await listChannels(storage.db)).length > 0) return
  const { language } = site()
  const name = messageWords(language).desktopChannel
  const settings = { kind: 'desktop' } as const
  const { id } = await channels.create({ name, language, settings, isEnabled: true }, systemContext())
  const matchers = [{ name: 'severity', operator: '!=', value: 'none' }]
  const routes = [{ id: 'default', matchers, channelIds: [id] }]
  await routing.save(routingSchema.parse({ routes, inhibitions }), systemContext())
}
