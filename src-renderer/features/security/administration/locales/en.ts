import { areaEn } from './en/area.ts'
import { auditEn } from './en/audit.ts'
import { centreEn } from './en/centre.ts'
import { checksEn } from './en/checks.ts'
import { incidentEn } from './en/incident.ts'
import { directoryEn } from './en/people.ts'
import { rightsEn } from './en/rights.ts'
import { secretsEn } from './en/secrets.ts'
import { usageEn } from './en/usage.ts'

/** Words of administration and the security centre. */
export const administrationEn = {
  ...areaEn,
  ...directoryEn,
  ...rightsEn,
  ...usageEn,
  ...secretsEn,
  audit: auditEn,
  centre: centreEn,
  check: checksEn,
  incident: incidentEn,
} as const
