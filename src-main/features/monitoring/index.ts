import type { SealedColumn } from '#main/platform/column-cipher.ts'
import type { Storage } from '#main/storage/storage.ts'
import { sealedChannelColumns } from './alerting/index.ts'
import { sealedTokens } from './collection/index.ts'

/** How the site is doing: the front door of monitoring. */
export { CallFigures, type CountedRequest } from './collection/index.ts'
export { createMonitoring } from './create-monitoring.ts'

/** For sealing anew when the key of columns is changed. */
export function monitoringSealedColumns(storage: Pick<Storage, 'db' | 'transaction'>): SealedColumn[] {
  return [sealedTokens(storage), ...sealedChannelColumns(storage)]
}
