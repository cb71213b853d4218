import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { loadOutboxScreen } from '#renderer/features/notifications/index.ts'
import * as security from '#renderer/features/security/index.ts'
import { permissionSchema } from '#shared/contract/permissions.ts'
import { auditFilterSchema } from '#shared/features/security/contract/audit.ts'
import { roleReferenceSchema, userSchema } from '#shared/features/security/values.ts'
import { rootRoute } from './root-route.ts'

const text = z.string().optional().catch(undefined)

const area = createRoute({
  getParentRoute: () => rootRoute,
  path: '/security',
  component: lazyRouteComponent(security.loadSecurityLayout, 'SecurityLayout'),
})
const centre = createRoute({
  getParentRoute: () => area,
  path: '/',
  validateSearch: z.object({
    days: z
      .union([z.literal(1), z.literal(7), z.literal(30)])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(security.loadCentreScreen, 'CentreScreen'),
})
const incident = createRoute({
  getParentRoute: () => area,
  path: '/incident',
  component: lazyRouteComponent(security.loadIncidentScreen, 'IncidentScreen'),
})

const people = createRoute({
  getParentRoute: () => area,
  path: '/people',
  validateSearch: z.object({
    search: text,
    state: userSchema.shape.state.optional().catch(undefined),
    role: roleReferenceSchema.optional().catch(undefined),
    groupId: text,
    twoFactor: userSchema.shape.twoFactor.optional().catch(undefined),
  }),
  component: lazyRouteComponent(security.loadDirectoryScreen, 'DirectoryScreen'),
})
const person = createRoute({
  getParentRoute: () => people,
  path: '/$userId',
  component: lazyRouteComponent(security.loadPersonScreen, 'PersonScreen'),
})
const newPerson = createRoute({
  getParentRoute: () => area,
  path: '/people/new',
  component: lazyRouteComponent(security.loadNewPersonScreen, 'NewPersonScreen'),
})

const groups = createRoute({
  getParentRoute: () => area,
  path: '/groups',
  component: lazyRouteComponent(security.loadGroupsScreen, 'GroupsScreen'),
})
const group = createRoute({
  getParentRoute: () => groups,
  path: '/$groupId',
  component: lazyRouteComponent(security.loadGroupScreen, 'GroupScreen'),
})

const invitations = createRoute({
  getParentRoute: () => area,
  path: '/invitations',
  component: lazyRouteComponent(security.loadInvitationsScreen, 'InvitationsScreen'),
})
const newInvitation = createRoute({
  getParentRoute: () => area,
  path: '/invitations/new',
  component: lazyRouteComponent(security.loadNewInvitationScreen, 'NewInvitationScreen'),
})

const roles = createRoute({
  getParentRoute: () => area,
  path: '/roles',
  component: lazyRouteComponent(security.loadRolesScreen, 'RolesScreen'),
})
const newRole = createRoute({
  getParentRoute: () => area,
  path: '/roles/new',
  component: lazyRouteComponent(security.loadNewRoleScreen, 'NewRoleScreen'),
})
const role = createRoute({
  getParentRoute: () => area,
  path: '/roles/$roleId',
  component: lazyRouteComponent(security.loadRoleScreen, 'RoleScreen'),
})
const access = createRoute({
  getParentRoute: () => area,
  path: '/access',
  validateSearch: z.object({ userId: text, permission: permissionSchema.optional().catch(undefined) }),
  component: lazyRouteComponent(security.loadAccessScreen, 'AccessScreen'),
})

const approvals = createRoute({
  getParentRoute: () => area,
  path: '/approvals',
  validateSearch: z.object({ show: z.enum(['waiting', 'all']).optional().catch(undefined) }),
  component: lazyRouteComponent(security.loadApprovalsScreen, 'ApprovalsScreen'),
})
const approval = createRoute({
  getParentRoute: () => approvals,
  path: '/$approvalId',
  component: lazyRouteComponent(security.loadApprovalScreen, 'ApprovalScreen'),
})
const sessions = createRoute({
  getParentRoute: () => area,
  path: '/sessions',
  validateSearch: z.object({ userId: text }),
  component: lazyRouteComponent(security.loadSessionsScreen, 'SessionsScreen'),
})

const apiKeys = createRoute({
  getParentRoute: () => area,
  path: '/api-keys',
  validateSearch: z.object({ state: z.enum(['active', 'all']).optional().catch(undefined) }),
  component: lazyRouteComponent(security.loadApiKeysScreen, 'ApiKeysScreen'),
})
const newApiKey = createRoute({
  getParentRoute: () => area,
  path: '/api-keys/new',
  component: lazyRouteComponent(security.loadNewApiKeyScreen, 'NewApiKeyScreen'),
})

const audit = createRoute({
  getParentRoute: () => area,
  path: '/audit',
  validateSearch: z.object({
    from: auditFilterSchema.shape.from.catch(undefined),
    to: auditFilterSchema.shape.to.catch(undefined),
    caller: text,
    action: text,
    target: text,
    outcome: auditFilterSchema.shape.outcome.catch(undefined),
    search: text,
  }),
  component: lazyRouteComponent(security.loadAuditScreen, 'AuditScreen'),
})
const auditRow = createRoute({
  getParentRoute: () => audit,
  path: '/$rowId',
  component: lazyRouteComponent(security.loadAuditRowScreen, 'AuditRowScreen'),
})

const secrets = createRoute({
  getParentRoute: () => area,
  path: '/secrets',
  component: lazyRouteComponent(security.loadSecretsScreen, 'SecretsScreen'),
})
const mail = createRoute({
  getParentRoute: () => area,
  path: '/mail',
  component: lazyRouteComponent(loadOutboxScreen, 'OutboxScreen'),
})

/** Addresses of the security area. */
export const securityRoutes = [
  area.addChildren([
    centre,
    incident,
    newPerson,
    people.addChildren([person]),
    groups.addChildren([group]),
    newInvitation,
    invitations,
    newRole,
    role,
    roles,
    access,
    approvals.addChildren([approval]),
    sessions,
    newApiKey,
    apiKeys,
    audit.addChildren([auditRow]),
    secrets,
    mail,
  ]),
] as const
