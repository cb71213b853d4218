import { type FormOptions, useForm } from '#renderer/ui/form/use-form.ts'
import { type JobFormValues, jobFormSchema } from './job-form-values.ts'

/** The form of a job, new or changed. */
export function useJobForm(options: Omit<FormOptions<JobFormValues>, 'schema'>) {
  return useForm<JobFormValues>({ ...options, schema: jobFormSchema })
}

export type JobForm = ReturnType<typeof useJobForm>
