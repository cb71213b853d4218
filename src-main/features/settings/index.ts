import type { SettingsPorts } from './ports.ts'
import { createSettingsRouter } from './router.ts'
import { SettingsService } from './settings-service.ts'

export type { SettingChange, SettingsPorts, SettingsSource, StartAtSignIn } from './ports.ts'

/** Settings that people change, and how the program is installed. */
export function createSettings(ports: SettingsPorts) {
  return { router: createSettingsRouter(new SettingsService(ports)) }
}
