import { backupEn, backupJa } from '#renderer/features/backup/index.ts'
import { helpEn, helpJa } from '#renderer/features/help/index.ts'
import { logsEn, logsJa } from '#renderer/features/logs/index.ts'
import { monitoringEn, monitoringJa } from '#renderer/features/monitoring/index.ts'
import { notificationsEn, notificationsJa } from '#renderer/features/notifications/index.ts'
import { overviewEn, overviewJa } from '#renderer/features/overview/index.ts'
import { securityEn, securityJa } from '#renderer/features/security/index.ts'
import { settingsEn, settingsJa } from '#renderer/features/settings/index.ts'
import { tasksEn, tasksJa } from '#renderer/features/tasks/index.ts'
import { uiEn } from '#renderer/ui/locales/en.ts'
import { uiJa } from '#renderer/ui/locales/ja.ts'
import { appEn } from './locales/en.ts'
import { appJa } from './locales/ja.ts'

/** All texts in Japanese; their keys are what may be asked for. */
export const ja = {
  ui: uiJa,
  app: appJa,
  backup: backupJa,
  help: helpJa,
  logs: logsJa,
  monitoring: monitoringJa,
  notifications: notificationsJa,
  overview: overviewJa,
  security: securityJa,
  settings: settingsJa,
  tasks: tasksJa,
} as const

/** All texts in English. */
export const en = {
  ui: uiEn,
  app: appEn,
  backup: backupEn,
  help: helpEn,
  logs: logsEn,
  monitoring: monitoringEn,
  notifications: notificationsEn,
  overview: overviewEn,
  security: securityEn,
  settings: settingsEn,
  tasks: tasksEn,
} as const
