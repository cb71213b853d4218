import { backupContract } from '#shared/features/backup/contract.ts'
import { databaseContract } from '#shared/features/database/contract.ts'
import { logsContract } from '#shared/features/logs/contract.ts'
import { monitoringContract } from '#shared/features/monitoring/contract.ts'
import { notificationsContract } from '#shared/features/notifications/contract.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import { settingsContract } from '#shared/features/settings/contract.ts'
import { systemContract } from '#shared/features/system/contract.ts'
import { tasksContract } from '#shared/features/tasks/contract.ts'

/** Everything one can ask of the program, on every transport. */
export const contract = {
  backup: backupContract,
  database: databaseContract,
  logs: logsContract,
  monitoring: monitoringContract,
  notifications: notificationsContract,
  security: securityContract,
  settings: settingsContract,
  system: systemContract,
  tasks: tasksContract,
}

export type Contract = typeof contract
