import { z } from 'zod'
import { errors, procedure } from '#shared/contract/procedure.ts'

/** Value of a setting as screens and files hold it. */
export const settingValueSchema = z.union([
  z.string().max(4096),
  z.number(),
  z.boolean(),
  z.array(z.string().max(4096)).max(200),
  z.null(),
])
export type SettingValue = z.infer<typeof settingValueSchema>

/** Layer a value comes from, weakest first. */
export const settingOriginSchema = z.enum([
  'default',
  'settings-file',
  'env-file',
  'env-file-of-environment',
  'environment-variable',
  'flag',
])
export type SettingOrigin = z.infer<typeof settingOriginSchema>

/** A setting that a screen may show. */
export const settingSchema = z.object({
  key: z.string(),
  value: settingValueSchema,
  defaultValue: settingValueSchema,
  origin: settingOriginSchema,
  /** A stronger layer sets it, so that a change here would have no effect: the screen disables it and says why. */
  overridden: z.boolean(),
  /** What is allowed, for people. */
  allowed: z.string(),
  /** What it does, for people. */
  description: z.object({ ja: z.string(), en: z.string() }),
  /** Takes effect at the next start only. */
  needsRestart: z.boolean(),
})
export type Setting = z.infer<typeof settingSchema>

const installationSchema = z.object({
  secretStore: z.object({
    kind: z.enum(['keychain', 'safe-storage', 'passphrase-file', 'key-file', 'memory']),
    weak: z.boolean(),
  }),
  startAtSignIn: z.object({ supported: z.boolean(), enabled: z.boolean() }),
  dataFolder: z.string(),
  settingsFile: z.string(),
  logFile: z.string().nullable(),
})
export type Installation = z.infer<typeof installationSchema>

const read = procedure({ access: 'settings.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'settings.manage', rateLimit: 'admin', audit: 'change' })

/** Settings that a screen may change, and how the program is installed. */
export const settingsContract = {
  get: read.route({ method: 'GET', path: '/settings' }).output(z.object({ items: z.array(settingSchema) })),
  /**
   * Writes settings.json; null takes a setting back to its default. All changes are valid, or none is kept. What keeps
   * strangers out also asks for `security.manage` and a recent proof.
   */
  update: manage
    .route({ method: 'PATCH', path: '/settings' })
    .input(
      z.strictObject({
        changes: z
          .array(z.strictObject({ key: z.string().max(100), value: settingValueSchema }))
          .min(1)
          .max(100),
      }),
    )
    .errors(errors('CONFIG_INVALID', 'NOT_FOUND', 'UNAVAILABLE', 'APPROVAL_REQUIRED'))
    .output(z.object({ items: z.array(settingSchema), needsRestart: z.boolean() })),
  installation: read.route({ method: 'GET', path: '/settings/installation' }).output(installationSchema),
  /** Whether the program starts when the person signs in to the machine. */
  setStartAtSignIn: manage
    .route({ method: 'PUT', path: '/settings/start-at-sign-in' })
    .input(z.strictObject({ enabled: z.boolean() }))
    .errors(errors('UNAVAILABLE'))
    .output(installationSchema),
}
