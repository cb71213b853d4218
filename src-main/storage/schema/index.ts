import type { BackupTables } from './backup.ts'
import type { LogsTables } from './logs.ts'
import type { MonitoringTables } from './monitoring.ts'
import type { NotificationsTables } from './notifications.ts'
import type { SecurityTables } from './security.ts'
import type { TasksTables } from './tasks.ts'
import type { TimeseriesTables } from './timeseries.ts'

/**
 * Every table, merged from one file a feature (`schema/<feature>.ts` exports `interface <Feature>Tables`). Names are
 * camelCase here and snake_case in SQL. Ids are text, instants epoch milliseconds, flags 0 | 1, JSON text, bytes
 * Uint8Array, on both engines.
 */
export interface DatabaseSchema
  extends BackupTables,
    LogsTables,
    MonitoringTables,
    NotificationsTables,
    SecurityTables,
    TasksTables,
    TimeseriesTables {}
