import { z } from 'zod'
import { shortestPassword } from './password.ts'

const common = {
  name: z.string().trim().min(1).max(200),
  path: z.string().trim().min(1).max(4096),
}

/** What is asked when a repository is added. */
export interface RepositoryFormValues {
  readonly name: string
  readonly path: string
  readonly password: string
  readonly repeated: string
}

export type AddMode = 'new' | 'open'

/** The repetition is judged by whoever shows it, in words of its own. */
export const repositoryForms: Readonly<Record<AddMode, z.ZodType<unknown, RepositoryFormValues>>> = {
  new: z
    .object({ ...common, password: z.string().min(shortestPassword).max(1024), repeated: z.string() })
    .refine((values) => values.password === values.repeated, { path: ['repeated'] }),
  open: z.object({ ...common, password: z.string().min(1).max(1024), repeated: z.string() }),
}

export const emptyRepositoryForm: RepositoryFormValues = { name: '', path: '', password: '', repeated: '' }
