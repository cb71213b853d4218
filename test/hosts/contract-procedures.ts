import { isContractProcedure } from '@orpc/contract'
import { z } from 'zod'

/** A procedure as a caller sees it. */
export interface ListedProcedure {
  readonly path: readonly string[]
  readonly name: string
  readonly method: string
  readonly route: string
  readonly access: string
  readonly inputSchema: unknown
}

const metaSchema = z.object({ access: z.string() })

/** Every procedure below a contract or router. */
export function proceduresOf(node: object, path: readonly string[] = []): ListedProcedure[] {
  return Object.entries(node).flatMap(([key, child]): ListedProcedure[] => {
    const childPath = [...path, key]
    if (!isContractProcedure(child)) return typeof child === 'object' ? proceduresOf(child, childPath) : []
    const { route: at, inputSchema, meta } = child['~orpc']
    const { method = '', path: route = '' } = at
    return [{ path: childPath, name: childPath.join('.'), method, route, inputSchema, ...metaSchema.parse(meta) }]
  })
}
