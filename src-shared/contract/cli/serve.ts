import { z } from 'zod'

/** What `kuraban serve --json` prints once the server answers. `signInUrl` holds a single-use secret in its fragment, valid 60 seconds. */
export const serveResultSchema = z.object({ url: z.url(), signInUrl: z.url() })
