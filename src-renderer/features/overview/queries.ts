import type { InferContractRouterOutputs } from '@orpc/contract'
import { queries } from '#renderer/api/client.ts'
import type { Contract } from '#shared/contract/root.ts'

/** Everything the overview says about backups. */
export type Overview = InferContractRouterOutputs<Contract>['backup']['overview']['get']

export const overviewQuery = () => queries.backup.overview.get.queryOptions()
