import { useQuery } from '@tanstack/react-query'
import { useMay } from '#renderer/api/session.ts'
import { waitingApprovalsQuery } from '../queries.ts'

/** How many requests wait for a decision of this person; at most fifty are counted. */
export function useWaitingApprovals(): number {
  const mayDecide = useMay('approvals.decide')
  const query = useQuery({ ...waitingApprovalsQuery(), enabled: mayDecide })
  return query.data?.items.filter((approval) => !approval.mine).length ?? 0
}
