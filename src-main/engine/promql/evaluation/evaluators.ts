import type { Expression } from '../ast.ts'
import type { Column } from './column.ts'
import type { Scope } from './scope.ts'

/** How arguments are evaluated; given, because calls and expressions nest in each other. */
export interface Evaluators {
  readonly vector: (scope: Scope, expression: Expression) => Promise<readonly Column[]>
  readonly scalar: (scope: Scope, expression: Expression) => Promise<Float64Array>
}
