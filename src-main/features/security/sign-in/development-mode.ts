import type { SecuritySettings } from '../security-settings.ts'

/** Whether there is a development mode: where the setting says so, and never in production. */
export function isDevelopmentSignInOpen(
  settings: Pick<SecuritySettings, 'environment' | 'developmentSignIn'>,
): boolean {
  return settings.developmentSignIn && settings.environment !== 'production'
}
