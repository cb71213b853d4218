import { z } from 'zod'
import { idSchema, instantSchema, languageSchema } from '#shared/contract/identifiers.ts'
import { pageInputSchema, pageSchema } from '#shared/contract/paging.ts'
import { errors, procedure } from '#shared/contract/procedure.ts'
import * as values from '../values.ts'
import { passwordErrors } from './entrance.ts'

const read = procedure({ access: 'users.read', rateLimit: 'read', audit: 'none' })
const manage = procedure({ access: 'users.manage', rateLimit: 'admin', audit: 'change' })
const assign = procedure({ access: 'users.manage', rateLimit: 'admin', audit: 'change', stepUp: 'role-change' })
const remove = procedure({ access: 'users.manage', rateLimit: 'delete', audit: 'change', stepUp: 'delete' })
const byId = z.strictObject({ id: idSchema })

/** Users as administrators look after them. */
export const usersContract = {
  list: read
    .route({ method: 'GET', path: '/users' })
    .input(
      pageInputSchema.extend({
        /** Part of a name or address. */
        search: z.string().max(100).optional(),
        state: z.enum(['active', 'disabled']).optional(),
        role: values.roleReferenceSchema.optional(),
        groupId: idSchema.optional(),
        twoFactor: z.enum(['off', 'required', 'on']).optional(),
      }),
    )
    .output(pageSchema(values.userSchema)),
  get: read
    .route({ method: 'GET', path: '/users/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(values.userSchema),
  create: assign
    .route({ method: 'POST', path: '/users' })
    .input(
      z.strictObject({
        name: values.userNameSchema,
        email: values.emailSchema.nullable().default(null),
        role: values.roleReferenceSchema,
        password: values.passwordSchema.optional(),
        /** Instead of a password: the hash another system kept of it, as bcrypt or argon2id writes it. */
        passwordHash: z.string().max(500).optional(),
        language: languageSchema.default('ja'),
        /** Whether they must choose another password at their first sign-in. */
        mustChangePassword: z.boolean().default(false),
      }),
    )
    .errors({ ...passwordErrors, ...errors('CONFLICT', 'NOT_FOUND', 'UNAVAILABLE') })
    .output(values.userSchema),
  /** Who changes an address can have a password reset sent there. */
  update: procedure({ access: 'users.manage', rateLimit: 'admin', audit: 'change', stepUp: 'security' })
    .route({ method: 'PATCH', path: '/users/{id}' })
    .input(
      byId.extend({
        name: values.userNameSchema.optional(),
        email: values.emailSchema.nullable().optional(),
        language: languageSchema.optional(),
      }),
    )
    .errors(errors('NOT_FOUND', 'CONFLICT'))
    .output(values.userSchema),
  /** Takes effect at once, in open windows too. The last administrator stays one. */
  setRole: assign
    .route({ method: 'PUT', path: '/users/{id}/role' })
    .input(byId.extend({ role: values.roleReferenceSchema }))
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(values.userSchema),
  /** A disabled account cannot sign in; its sessions, keys and tokens end at once. */
  setState: manage
    .route({ method: 'PUT', path: '/users/{id}/state' })
    .input(byId.extend({ state: z.enum(['active', 'disabled']) }))
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(values.userSchema),
  /** For somebody who lost their device: takes the second factor away, ends their sessions and tells them. */
  resetTwoFactor: assign
    .route({ method: 'POST', path: '/users/{id}/reset-two-factor' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(values.userSchema),
  /** Lets somebody choose a new password: by mail, or with a one-time code in a letter. Nobody else learns the password. */
  resetPassword: procedure({ access: 'users.manage', rateLimit: 'admin', audit: 'change', stepUp: 'secrets' })
    .route({ method: 'POST', path: '/users/{id}/reset-password' })
    .input(byId.extend({ by: z.enum(['mail', 'letter']) }))
    .errors(errors('NOT_FOUND', 'UNAVAILABLE'))
    .output(values.deliverySchema),
  endSessions: procedure({ access: 'sessions.manage', rateLimit: 'admin', audit: 'change' })
    .route({ method: 'POST', path: '/users/{id}/end-sessions' })
    .input(byId)
    .errors(errors('NOT_FOUND'))
    .output(z.object({ endedSessions: z.number().int() })),
  /** Ends the user's sessions; what they did stays recorded under their name. */
  remove: remove
    .route({ method: 'DELETE', path: '/users/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(z.object({ endedSessions: z.number().int() })),
}

/** People who share a role. */
export const groupSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: values.roleReferenceSchema.nullable(),
  memberCount: z.number().int(),
  createdAt: instantSchema,
})
export type Group = z.infer<typeof groupSchema>

const groupInput = z.strictObject({ name: values.labelSchema, role: values.roleReferenceSchema.nullable() })

/** Groups, whose members share a role. */
export const groupsContract = {
  list: read.route({ method: 'GET', path: '/groups' }).input(pageInputSchema).output(pageSchema(groupSchema)),
  create: assign
    .route({ method: 'POST', path: '/groups' })
    .input(groupInput)
    .errors(errors('CONFLICT', 'NOT_FOUND'))
    .output(groupSchema),
  update: assign
    .route({ method: 'PUT', path: '/groups/{id}' })
    .input(groupInput.extend({ id: idSchema }))
    .errors(errors('NOT_FOUND', 'CONFLICT', 'LAST_ADMINISTRATOR'))
    .output(groupSchema),
  /** Replaces the members. */
  setMembers: assign
    .route({ method: 'PUT', path: '/groups/{id}/members' })
    .input(byId.extend({ userIds: z.array(idSchema).max(10_000) }))
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(groupSchema),
  remove: remove
    .route({ method: 'DELETE', path: '/groups/{id}' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'LAST_ADMINISTRATOR'))
    .output(z.object({})),
}

/** Somebody who has been asked to join and has not answered. Valid 7 days. */
export const invitationSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string().nullable(),
  role: values.roleReferenceSchema,
  language: languageSchema,
  invitedBy: z.string(),
  state: z.enum(['open', 'accepted', 'withdrawn', 'expired']),
  createdAt: instantSchema,
  expiresAt: instantSchema,
})
export type Invitation = z.infer<typeof invitationSchema>

/** Invitations as administrators send and withdraw them. */
export const invitationsContract = {
  list: read.route({ method: 'GET', path: '/invitations' }).input(pageInputSchema).output(pageSchema(invitationSchema)),
  /** Sent by mail where there is an address and mail is set up, else a letter to print or save. */
  create: assign
    .route({ method: 'POST', path: '/invitations' })
    .input(
      z.strictObject({
        name: values.userNameSchema,
        email: values.emailSchema.nullable().default(null),
        role: values.roleReferenceSchema,
        groupIds: z.array(idSchema).max(100).default([]),
        language: languageSchema.default('ja'),
      }),
    )
    .errors(errors('CONFLICT', 'NOT_FOUND'))
    .output(z.object({ invitation: invitationSchema, delivery: values.deliverySchema })),
  /** Makes a new secret; the earlier one stops working. */
  resend: assign
    .route({ method: 'POST', path: '/invitations/{id}/resend' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'STALE'))
    .output(z.object({ invitation: invitationSchema, delivery: values.deliverySchema })),
  withdraw: manage
    .route({ method: 'POST', path: '/invitations/{id}/withdraw' })
    .input(byId)
    .errors(errors('NOT_FOUND', 'STALE'))
    .output(invitationSchema),
}

/** Sessions of everybody. */
export const sessionsContract = {
  list: procedure({ access: 'sessions.manage', rateLimit: 'read', audit: 'none' })
    .route({ method: 'GET', path: '/sessions' })
    .input(pageInputSchema.extend({ userId: idSchema.optional() }))
    .output(pageSchema(values.sessionEntrySchema)),
  end: procedure({ access: 'sessions.manage', rateLimit: 'admin', audit: 'change' })
    .route({ method: 'POST', path: '/sessions/end' })
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(200) }))
    .output(z.object({ endedSessions: z.number().int() })),
}

const recover = procedure({ access: 'users.manage', rateLimit: 'admin', audit: 'change', stepUp: 'security' })

/**
 * For whoever owns the machine, when no administrator can sign in: commands of the machine only, everybody else is
 * refused. Told to every window and administrator. While one way in is open no other is made.
 */
export const recoveryContract = {
  /** An administrator for one hour, who must choose a password and a second factor first. `password` unless one was given. */
  createAdministrator: recover
    .route({ method: 'POST', path: '/recovery/administrators' })
    .input(
      z.strictObject({
        name: values.userNameSchema,
        password: values.passwordSchema.optional(),
        language: languageSchema.default('ja'),
      }),
    )
    .errors({ ...passwordErrors, ...errors('CONFLICT', 'SETUP_REQUIRED', 'BREAK_GLASS_ALIVE', 'UNAVAILABLE') })
    .output(z.object({ user: values.userSchema, password: z.string().nullable(), expiresAt: instantSchema })),
  /** Lets an administrator in again who lost password or device: takes the second factor away and answers a code, good once for one hour. */
  restoreAdministrator: recover
    .route({ method: 'POST', path: '/recovery/administrators/restore' })
    .input(z.strictObject({ name: values.userNameSchema }))
    .errors(errors('NOT_FOUND', 'BREAK_GLASS_ALIVE'))
    .output(
      z.object({ user: values.userSchema, code: z.string(), expiresAt: instantSchema, letter: values.letterSchema }),
    ),
}
