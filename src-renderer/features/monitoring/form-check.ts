import { z } from 'zod'

type Field = (path: readonly PropertyKey[]) => readonly PropertyKey[]
const sameField: Field = (path) => path

interface Checked<V> {
  readonly schema: z.ZodType
  /** What of the form is checked by it. */
  readonly of: (values: V) => unknown
  /** Where in the form a fault lies, where the contract has another name for it. */
  readonly field?: Field
}

/** Checks the values of a form by what the contract says of them, whatever shape they have while one types. */
export function formCheck<V>(...parts: readonly Checked<V>[]): z.ZodType<unknown, V> {
  return z.custom<V>().superRefine((values, context) => {
    for (const { schema, of, field = sameField } of parts)
      for (const issue of schema.safeParse(of(values)).error?.issues ?? [])
        context.addIssue({ ...issue, path: [...field(issue.path)] })
  })
}
