import type { ColumnCipher, SealedColumn } from '#main/platform/column-cipher.ts'
import type { Storage } from '#main/storage/storage.ts'
import { channelSettingsSchema } from '#shared/features/monitoring/contract/notifications.ts'
import type { OpenChannel } from '../delivery/senders.ts'
import { type ChannelRow, channelsSealedByOthers, replaceSealedOfChannel } from '../repository/channel-rows.ts'

type Column = 'sealedAddress' | 'sealedSigningKey'

const names: Record<Column, string> = { sealedAddress: 'sealed_address', sealedSigningKey: 'sealed_signing_key' }

/** The place of a channel's secret. */
function placeOf(column: Column, id: string): string {
  return `alert_channels.${names[column]}.${id}`
}

export async function sealOfChannel(
  cipher: ColumnCipher,
  column: Column,
  id: string,
  plain: string | null,
): Promise<string | null> {
  return plain === null ? null : await cipher.seal(placeOf(column, id), plain)
}

/** Settings and secrets of a channel, for sending. Fails with SECRET_STORE_UNAVAILABLE. */
export async function openChannel(cipher: ColumnCipher, row: ChannelRow): Promise<OpenChannel> {
  const open = async (column: Column) => {
    const sealed = row[column]
    return sealed === null ? null : await cipher.open(placeOf(column, row.id), sealed)
  }
  return {
    settings: channelSettingsSchema.parse(JSON.parse(row.settings)),
    address: await open('sealedAddress'),
    signingKey: await open('sealedSigningKey'),
  }
}

/** Secrets of channels, for sealing anew under another key. */
export function sealedChannelColumns({ db }: Pick<Storage, 'db'>): SealedColumn[] {
  const columns: readonly Column[] = ['sealedAddress', 'sealedSigningKey']
  return columns.map((column) => ({
    sealedByOthers: async (keyId, limit) => {
      const found = await channelsSealedByOthers(db, column, { keyId, limit })
      return found.flatMap(({ id, sealed }) => (sealed === null ? [] : [{ place: placeOf(column, id), sealed }]))
    },
    replace: (place, from, to) =>
      replaceSealedOfChannel(db, column, { id: place.slice(placeOf(column, '').length), from, to }),
  }))
}
