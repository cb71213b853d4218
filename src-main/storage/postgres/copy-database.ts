import type { Logger } from '#main/platform/logger.ts'
import type { PostgresSettings } from './postgres-settings.ts'

export async function copyDatabase(
  _settings: PostgresSettings,
  folder: string,
  label: string,
  _log: Logger,
): Promise<string> {
  return `${folder}/${label}`
}
