import { z } from 'zod'

/** What `kuraban service install --json` prints: the unit it wrote, and the commands that start it. */
export const serviceInstalledSchema = z.object({ path: z.string(), next: z.array(z.string()) })
