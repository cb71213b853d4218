import { z } from 'zod'
import { idSchema, instantSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import {
  accessRuleSchema,
  builtInRoleSchema,
  classificationSchema,
  permissionSchema,
} from '#shared/contract/permissions.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from '../values.ts'

const read = procedure({ access: 'users.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'roles.manage', rateLimit: 'admin', audit: 'change', stepUp: 'role-change' })
const byId = z.strictObject({ id: idSchema })

/** A role made on this site. */
export const customRoleSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  rules: z.array(accessRuleSchema),
  requiresTwoFactor: z.boolean(),
  userCount: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type CustomRole = z.infer<typeof customRoleSchema>

const roleInput = z.strictObject({
  name: values.labelSchema,
  description: z.string().trim().max(1000).default(''),
  rules: z.array(accessRuleSchema).max(100),
  requiresTwoFactor: z.boolean().default(false),
})

/** Roles that come with the program, and those of the site; people count who hold one through a group, too. */
export const roleListSchema = z.object({
  builtIn: z.array(
    z.object({
      role: builtInRoleSchema,
      permissions: z.array(permissionSchema),
      requiresTwoFactor: z.boolean(),
      userCount: z.number().int(),
    }),
  ),
  custom: z.array(customRoleSchema),
})
export type RoleList = z.infer<typeof roleListSchema>

/** Roles of the site, beside those of the program. */
export const rolesContract = {
  list: read.route({ method: 'GET', path: '/roles' }).output(roleListSchema),
  create: manage
    .route({ method: 'POST', path: '/roles' })
    .input(roleInput)
    .errors(errors('CONFLICT'))
    .output(customRoleSchema),
  /** Takes effect at once for everybody who holds it. */
  update: manage
    .route({ method: 'PUT', path: '/roles/{id}' })
    .input(roleInput.extend({ id: idSchema }))
    .errors(errors('NOT_FOUND', 'CONFLICT'))
    .output(customRoleSchema),
  remove: procedure({ access: 'roles.manage', rateLimit: 'delete', audit: 'change', stepUp: 'delete' })
    .route({ method: 'DELETE', path: '/roles/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'IN_USE'))
    .output(z.object({})),
}

/**
 * Something a right is asked for. Owner and classification that are left out are unknown and count against the caller;
 * an owner of null is nobody. The site is this one unless told.
 */
export const resourceSchema = z.strictObject({
  kind: z.string().max(100),
  id: z.string().max(200).optional(),
  ownerId: idSchema.nullable().optional(),
  site: z.string().max(100).optional(),
  classification: classificationSchema.optional(),
})
export type AccessResource = z.infer<typeof resourceSchema>

/** Why a decision fell as it did, in the order a person would ask. */
export const decisionSchema = z.object({
  allowed: z.boolean(),
  permission: permissionSchema,
  reason: z.discriminatedUnion('code', [
    z.object({ code: z.literal('granted-by-role'), role: z.string() }),
    z.object({ code: z.literal('denied-by-rule'), role: z.string() }),
    z.object({ code: z.literal('condition-not-met'), role: z.string(), condition: z.string() }),
    z.object({ code: z.literal('no-role-grants-it'), rolesThatWould: z.array(z.string()) }),
    z.object({ code: z.literal('outside-key-scope') }),
    z.object({ code: z.literal('duty-first'), duty: values.dutySchema }),
    z.object({ code: z.literal('account-disabled') }),
  ]),
})
export type Decision = z.infer<typeof decisionSchema>

/** Whether somebody may do something, and why not. */
export const accessContract = {
  /** "Why may I not?": about oneself, or about somebody else for those who manage users. */
  explain: procedure({ access: 'signed-in', rateLimit: 'read', audit: 'none' })
    .route({ method: 'POST', path: '/access/explain' })
    .input(
      z.strictObject({
        permission: permissionSchema,
        userId: idSchema.optional(),
        resource: resourceSchema.optional(),
      }),
    )
    .errors(errors('NOT_FOUND'))
    .output(decisionSchema),
}

/** What two people decide together, where the settings say so. */
export const approvalKindSchema = z.enum(['delete-repository', 'shorten-retention', 'disable-verification'])
export type ApprovalKind = z.infer<typeof approvalKindSchema>

/** A change that waits for the consent of a second person. Valid 7 days. */
export const approvalSchema = z.object({
  id: idSchema,
  kind: approvalKindSchema,
  /** Path of the procedure that waits, such as `backup.repositories.remove`. */
  action: z.string(),
  /** What it is about, by name where it has one. */
  target: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  state: z.enum(['waiting', 'approved', 'rejected', 'withdrawn', 'expired', 'failed']),
  requestedBy: z.object({ id: z.string(), name: z.string() }),
  requestedAt: instantSchema,
  decidedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  decidedAt: instantSchema.nullable(),
  reason: z.string(),
  /** Code of the error when the approved change could not be done. */
  failureCode: z.string().nullable(),
  expiresAt: instantSchema,
  /** Whether the caller asked for it: nobody decides on their own request. */
  mine: z.boolean(),
})
export type Approval = z.infer<typeof approvalSchema>

const decide = procedure({ access: 'approvals.decide', rateLimit: 'write', audit: 'change', stepUp: 'security' })
const decisionErrors = errors('NOT_FOUND', 'STALE', 'APPROVAL_OWN')

/** What two people decide together. */
export const approvalsContract = {
  list: procedure({ access: 'signed-in', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/approvals' })
    .input(pageInputSchema.extend({ show: z.enum(['waiting', 'all']).default('waiting') }))
    .output(pageSchema(approvalSchema)),
  /** Approves and does it at once, in the name of whoever asked. */
  approve: decide
    .route({ method: 'POST', path: '/approvals/{id}/approve' })
    .input(byId.extend({ reason: z.string().trim().max(1000).default('') }))
    .errors(decisionErrors)
    .output(approvalSchema),
  reject: decide
    .route({ method: 'POST', path: '/approvals/{id}/reject' })
    .input(byId.extend({ reason: z.string().trim().min(1).max(1000) }))
    .errors(decisionErrors)
    .output(approvalSchema),
  /** Takes one's own request back. */
  withdraw: procedure({ access: 'signed-in', rateLimit: 'write', audit: 'change' })
    .route({ method: 'POST', path: '/approvals/{id}/withdraw' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'STALE'))
    .output(approvalSchema),
}
