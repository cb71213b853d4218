import { z } from 'zod'

/** Every named right there is. Reading, doing and managing are apart, so that each role gets no more than it needs. */
export const permissions = [
  'backup.read',
  'backup.run',
  'backup.restore',
  'backup.manage',
  'knowledge.read',
  'knowledge.edit',
  'knowledge.approve',
  'monitoring.read',
  'monitoring.query',
  'monitoring.manage',
  'alerts.handle',
  'logs.read',
  'logs.export',
  'database.read',
  'database.manage',
  'tasks.read',
  'tasks.cancel',
  'users.read',
  'users.manage',
  'roles.manage',
  'sessions.manage',
  'api-keys.manage',
  'approvals.decide',
  'audit.read',
  'audit.export',
  'security.read',
  'security.manage',
  'secrets.manage',
  'mail.manage',
  'settings.read',
  'settings.manage',
  'system.read',
] as const

/** Named right of a caller. */
export const permissionSchema = z.enum(permissions)
export type Permission = z.infer<typeof permissionSchema>

/** Roles that come with the program and cannot be changed. */
export const builtInRoleSchema = z.enum([
  'administrator',
  'operator',
  'auditor',
  'knowledge-editor',
  'knowledge-approver',
  'viewer',
])
export type BuiltInRole = z.infer<typeof builtInRoleSchema>

/** Rights of the roles that come with the program. An auditor reads the record and nothing else can be done with it. */
export const rolePermissions: Readonly<Record<BuiltInRole, readonly Permission[]>> = {
  administrator: permissions,
  operator: [
    'backup.read',
    'backup.run',
    'backup.restore',
    'monitoring.read',
    'monitoring.query',
    'alerts.handle',
    'logs.read',
    'database.read',
    'knowledge.read',
    'tasks.read',
    'tasks.cancel',
    'settings.read',
    'system.read',
  ],
  auditor: ['audit.read', 'audit.export', 'security.read', 'monitoring.read', 'system.read'],
  'knowledge-editor': ['knowledge.read', 'knowledge.edit', 'system.read'],
  'knowledge-approver': ['knowledge.read', 'knowledge.edit', 'knowledge.approve', 'system.read'],
  viewer: ['backup.read', 'monitoring.read', 'monitoring.query', 'knowledge.read', 'tasks.read', 'system.read'],
}

/** How confidential a thing is, from open to everybody on the site to the most restricted. */
export const classificationSchema = z.enum(['public', 'internal', 'confidential', 'restricted'])
export type Classification = z.infer<typeof classificationSchema>

const hourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When, where and on what a rule of a custom role holds; what is left out does not restrict. */
export const accessConditionsSchema = z.strictObject({
  /** Only what the caller owns. */
  owner: z.literal('own').optional(),
  sites: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
  environments: z
    .array(z.enum(['development', 'staging', 'production']))
    .min(1)
    .optional(),
  /** In the site's time zone; days from 1 (Monday) to 7. A span whose end is before its start goes over midnight. */
  hours: z
    .strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1), from: hourOfDay, to: hourOfDay })
    .optional(),
  /** Networks in CIDR form the call must come from; windows and commands of this machine count as 127.0.0.1. */
  networks: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .min(1)
    .max(100)
    .optional(),
  highestClassification: classificationSchema.optional(),
})
export type AccessConditions = z.infer<typeof accessConditionsSchema>

/** One rule of a custom role; a denial wins over every allowance. */
export const accessRuleSchema = z.strictObject({
  effect: z.enum(['allow', 'deny']),
  permissions: z.array(permissionSchema).min(1),
  conditions: accessConditionsSchema.default({}),
})
export type AccessRule = z.infer<typeof accessRuleSchema>

/** What a person holds: the roles that come with the program by name, and the rules of their custom roles. */
export const heldAccessSchema = z.object({
  builtInRoles: z.array(builtInRoleSchema),
  rules: z.array(accessRuleSchema.extend({ roleName: z.string() })),
})
export type HeldAccess = z.infer<typeof heldAccessSchema>
