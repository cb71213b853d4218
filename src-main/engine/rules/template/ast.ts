import type { TemplateValue } from './values.ts'

/** Something with a value: a constant, the dot, a variable, a function without arguments, or a pipeline in parentheses. */
export type Operand =
  | { readonly kind: 'constant'; readonly value: TemplateValue }
  | { readonly kind: 'dot'; readonly path: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly path: readonly string[] }

/** Commands of which each gets the answer of the one before as its last argument; the answer may be kept in variables. */
export interface Pipeline {
  readonly variables: readonly string[]
  /** Whether the variables are new, or some that exist are given another value. */
  readonly declares: boolean
  readonly commands: readonly (readonly Operand[])[]
}

export interface Branch {
  readonly kind: 'if' | 'with' | 'range'
  readonly pipeline: Pipeline
  readonly body: readonly TemplateNode[]
  readonly otherwise: readonly TemplateNode[]
}

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipeline: Pipeline }
  | Branch
