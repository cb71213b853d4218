import type { Declaration } from '../declaration.ts'
import { auditDeclarations } from './audit.ts'
import { databaseDeclarations } from './database.ts'
import { generalDeclarations } from './general.ts'
import { identityDeclarations } from './identity.ts'
import { limitDeclarations } from './limits.ts'
import { logDeclarations } from './log.ts'
import { mailDeclarations } from './mail.ts'
import { monitoringDeclarations } from './monitoring.ts'
import { serverDeclarations } from './server.ts'
import { singleSignOnDeclarations } from './single-sign-on.ts'

/** Every setting there is, by key. */
export const declarations = {
  ...generalDeclarations,
  ...databaseDeclarations,
  ...serverDeclarations,
  ...identityDeclarations,
  ...singleSignOnDeclarations,
  ...limitDeclarations,
  ...mailDeclarations,
  ...auditDeclarations,
  ...logDeclarations,
  ...monitoringDeclarations,
}

export type ConfigKey = keyof typeof declarations
type ValueOf<D> = D extends Declaration<infer T> ? T : never

/** The effective settings, by key. */
export type ConfigValues = { readonly [K in ConfigKey]: ValueOf<(typeof declarations)[K]> }

/** Whether there is a setting of that name. */
export function isConfigKey(key: string): key is ConfigKey {
  return Object.hasOwn(declarations, key)
}

/** The keys of all settings, in the order of their declaration. */
export const configKeys: readonly ConfigKey[] = Object.keys(declarations).filter(isConfigKey)

/** What is known of a setting, whatever its type. */
export function declarationOf(key: ConfigKey): Declaration<unknown> {
  return declarations[key]
}
