import { z } from 'zod'

/** One thing that was looked at. `consequence` says what does not work while it is not ok; while it is, it is empty or a warning. */
export const doctorCheckSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  consequence: z.string(),
})
export type DoctorCheck = z.infer<typeof doctorCheckSchema>

/** What `kuraban doctor --json` prints. */
export const doctorSchema = z.object({ ok: z.boolean(), checks: z.array(doctorCheckSchema) })
