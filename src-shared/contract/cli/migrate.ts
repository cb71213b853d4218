import { z } from 'zod'

/** What `kuraban migrate status --json` prints; `drift.state` tells whether the schema is what the migrations make. */
export const migrateStatusSchema = z.object({
  engine: z.enum(['sqlite', 'postgres']),
  location: z.string(),
  pending: z.number().int(),
  newer: z.boolean(),
  migrations: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['applied', 'pending', 'unknown']),
      appliedAt: z.iso.datetime().nullable(),
      programVersion: z.string().nullable(),
    }),
  ),
  drift: z.looseObject({ state: z.string() }),
})

/** What `kuraban migrate up|down --json` prints: what ran, in order, and the copy of the database made before. */
export const migrateOutcomeSchema = z.object({ ran: z.array(z.string()), copy: z.string().nullable() })
