import type { ErrorTexts } from './error-texts.ts'
import { accessErrorsJa } from './ja/access.ts'
import { backupErrorsJa } from './ja/backup.ts'
import { generalErrorsJa } from './ja/general.ts'
import { installationErrorsJa } from './ja/installation.ts'
import { monitoringErrorsJa } from './ja/monitoring.ts'
import { securityErrorsJa } from './ja/security.ts'

/** Error texts in Japanese. */
export const errorsJa: ErrorTexts = {
  ...generalErrorsJa,
  ...accessErrorsJa,
  ...installationErrorsJa,
  ...securityErrorsJa,
  ...backupErrorsJa,
  ...monitoringErrorsJa,
}
