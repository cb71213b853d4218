import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, queries } from '#renderer/api/client.ts'

const { security } = queries

/** Fetches anew what a change has made stale; events do the same for every other window. */
function useRefresh(...keys: readonly QueryKey[]) {
  const client = useQueryClient()
  return () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** What one can do to an account. */
export function useAccountMutations() {
  const onSuccess = useRefresh(security.users.key(), security.groups.key(), security.sessions.key())
  const { users } = security
  return {
    create: useMutation(users.create.mutationOptions({ onSuccess })),
    update: useMutation(users.update.mutationOptions({ onSuccess })),
    setRole: useMutation(users.setRole.mutationOptions({ onSuccess })),
    setState: useMutation(users.setState.mutationOptions({ onSuccess })),
    resetTwoFactor: useMutation(users.resetTwoFactor.mutationOptions({ onSuccess })),
    resetPassword: useMutation(users.resetPassword.mutationOptions({ onSuccess })),
    endSessions: useMutation(users.endSessions.mutationOptions({ onSuccess })),
    remove: useMutation(users.remove.mutationOptions({ onSuccess })),
  }
}

/** Everybody in a group, however many there are. */
async function memberIds(groupId: string): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await api.security.users.list({ groupId, limit: 200, cursor })
    ids.push(...page.items.map((user) => user.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return ids
}

/** Making, changing and deleting groups, and who belongs to them. */
export function useGroupMutations() {
  const onSuccess = useRefresh(security.groups.key(), security.users.key())
  const { groups } = security
  return {
    create: useMutation(groups.create.mutationOptions({ onSuccess })),
    update: useMutation(groups.update.mutationOptions({ onSuccess })),
    remove: useMutation(groups.remove.mutationOptions({ onSuccess })),
    join: useMutation({
      mutationFn: async (input: { readonly id: string; readonly userId: string }) => {
        const before = await memberIds(input.id)
        return api.security.groups.setMembers({ id: input.id, userIds: [...new Set([...before, input.userId])] })
      },
      onSuccess,
    }),
    leave: useMutation({
      mutationFn: async (input: { readonly id: string; readonly userId: string }) => {
        const before = await memberIds(input.id)
        return api.security.groups.setMembers({ id: input.id, userIds: before.filter((id) => id !== input.userId) })
      },
      onSuccess,
    }),
  }
}

/** Asking somebody to join, once more, and taking it back. */
export function useInvitationMutations() {
  const onSuccess = useRefresh(security.invitations.key())
  const { invitations } = security
  return {
    create: useMutation(invitations.create.mutationOptions({ onSuccess })),
    resend: useMutation(invitations.resend.mutationOptions({ onSuccess })),
    withdraw: useMutation(invitations.withdraw.mutationOptions({ onSuccess })),
  }
}

/** Making, changing and deleting roles of the site. */
export function useRoleMutations() {
  const onSuccess = useRefresh(security.roles.key(), security.users.key(), security.session.key())
  const { roles } = security
  return {
    create: useMutation(roles.create.mutationOptions({ onSuccess })),
    update: useMutation(roles.update.mutationOptions({ onSuccess })),
    remove: useMutation(roles.remove.mutationOptions({ onSuccess })),
  }
}

/** Deciding on a request, and taking one's own back. */
export function useApprovalMutations() {
  const onSuccess = useRefresh(security.approvals.key())
  const { approvals } = security
  return {
    approve: useMutation(approvals.approve.mutationOptions({ onSuccess })),
    reject: useMutation(approvals.reject.mutationOptions({ onSuccess })),
    withdraw: useMutation(approvals.withdraw.mutationOptions({ onSuccess })),
  }
}

/** Ends sessions of anybody. */
export function useEndSessions() {
  const onSuccess = useRefresh(security.sessions.key(), security.incident.key())
  return useMutation(security.sessions.end.mutationOptions({ onSuccess }))
}

/** Making and revoking keys of other programs. A key just made is not kept longer than it is shown. */
export function useApiKeyMutations() {
  const onSuccess = useRefresh(security.apiKeys.key(), security.incident.key())
  const { apiKeys } = security
  return {
    create: useMutation(apiKeys.create.mutationOptions({ onSuccess, gcTime: 0 })),
    revoke: useMutation(apiKeys.revoke.mutationOptions({ onSuccess })),
  }
}

/** Walks the whole chain of the record. */
export function useVerifyAudit() {
  const onSuccess = useRefresh(security.audit.status.key())
  return useMutation(security.audit.verify.mutationOptions({ onSuccess }))
}

/** Runs every check now. */
export function useRunChecks() {
  const client = useQueryClient()
  return useMutation(
    security.checks.run.mutationOptions({
      onSuccess: (answer) => client.setQueryData(security.checks.list.queryKey(), answer),
    }),
  )
}

/** The buttons of the incident page. */
export function useIncidentMutations() {
  const onSuccess = useRefresh(security.incident.key(), security.sessions.key(), security.apiKeys.key())
  const { incident } = security
  return {
    freezeSignIns: useMutation(incident.freezeSignIns.mutationOptions({ onSuccess })),
    endAllSessions: useMutation(incident.endAllSessions.mutationOptions({ onSuccess })),
    rotateKeys: useMutation(incident.rotateKeys.mutationOptions({ onSuccess })),
    revokeAllApiKeys: useMutation(incident.revokeAllApiKeys.mutationOptions({ onSuccess })),
  }
}

/** The recovery sheet and the master key. */
export function useSecretStoreMutations() {
  const onSuccess = useRefresh(security.secrets.key())
  const { secrets } = security
  return {
    createRecoverySheet: useMutation(secrets.createRecoverySheet.mutationOptions({ onSuccess, gcTime: 0 })),
    rotateMasterKey: useMutation(secrets.rotateMasterKey.mutationOptions({ onSuccess })),
  }
}
