import { areaJa } from './ja/area.ts'
import { auditJa } from './ja/audit.ts'
import { centreJa } from './ja/centre.ts'
import { checksJa } from './ja/checks.ts'
import { incidentJa } from './ja/incident.ts'
import { directoryJa } from './ja/people.ts'
import { rightsJa } from './ja/rights.ts'
import { secretsJa } from './ja/secrets.ts'
import { usageJa } from './ja/usage.ts'

/** Words of administration and the security centre. */
export const administrationJa = {
  ...areaJa,
  ...directoryJa,
  ...rightsJa,
  ...usageJa,
  ...secretsJa,
  audit: auditJa,
  centre: centreJa,
  check: checksJa,
  incident: incidentJa,
} as const
