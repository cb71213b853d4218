import { z } from 'zod'

const textSchema = z.object({ ja: z.string().min(1), en: z.string().min(1) })

const panelSchema = z.object({
  title: textSchema,
  kind: z.enum(['lines', 'bars', 'number', 'gauge', 'shares', 'table']),
  unit: z.enum(['count', 'ratio', 'seconds', 'bytes', 'per-second', 'bytes-per-second', 'celsius']),
  /** A legend holds labels as `{{name}}`. */
  queries: z.array(z.object({ expression: z.string().min(1), legend: z.string() })).min(1),
})

/** A page of plots as the program itself describes them, in resources/monitoring/dashboards. */
export const dashboardSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: textSchema,
  sections: z.array(z.object({ title: textSchema, panels: z.array(panelSchema).min(1) })).min(1),
})

export type Dashboard = z.infer<typeof dashboardSchema>
export type DashboardPanel = z.infer<typeof panelSchema>
