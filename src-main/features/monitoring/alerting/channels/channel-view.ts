import { type Channel, channelSettingsSchema } from '#shared/features/monitoring/contract/notifications.ts'
import type { ChannelRow } from '../repository/channel-rows.ts'

/** A channel as people see it: whether it has secrets, never which. */
export function channelView(row: ChannelRow): Channel {
  return {
    ...{ id: row.id, name: row.name, language: row.language, addressHost: row.addressHost, health: row.health },
    isEnabled: row.isEnabled === 1,
    settings: channelSettingsSchema.parse(JSON.parse(row.settings)),
    isSigned: row.sealedSigningKey !== null,
    lastSentAt: row.lastSentAt === null ? null : new Date(row.lastSentAt).toISOString(),
    lastFailure: row.lastFailure,
  }
}
