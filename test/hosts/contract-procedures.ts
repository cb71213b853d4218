import { isContractProcedure } from '@orpc/contract'
import type { ProcedureMeta } from '#shared/contract/procedure.ts'

/** A procedure as a caller sees it. */
export interface ListedProcedure {
  readonly path: readonly string[]
  readonly name: string
  readonly method: string
  readonly route: string
  readonly meta: Pick<ProcedureMeta, 'access' | 'audit'>
}

/** Every procedure below a contract or router. */
export function proceduresOf(node: object, path: readonly string[] = []): ListedProcedure[] {
  return Object.entries(node).flatMap(([key, child]): ListedProcedure[] => {
    const childPath = [...path, key]
    if (!isContractProcedure(child)) return typeof child === 'object' ? proceduresOf(child, childPath) : []
    const { route, meta } = child['~orpc']
    const { access, audit } = meta as ProcedureMeta
    return [
      {
        path: childPath,
        name: childPath.join('.'),
        method: route.method ?? '',
        route: route.path ?? '',
        meta: { access, audit },
      },
    ]
  })
}
