import { accessErrorsEn } from './en/access.ts'
import { backupErrorsEn } from './en/backup.ts'
import { generalErrorsEn } from './en/general.ts'
import { installationErrorsEn } from './en/installation.ts'
import { monitoringErrorsEn } from './en/monitoring.ts'
import { securityErrorsEn } from './en/security.ts'
import type { ErrorTexts } from './error-texts.ts'

/** Error texts in English. */
export const errorsEn: ErrorTexts = {
  ...generalErrorsEn,
  ...accessErrorsEn,
  ...installationErrorsEn,
  ...securityErrorsEn,
  ...backupErrorsEn,
  ...monitoringErrorsEn,
}
