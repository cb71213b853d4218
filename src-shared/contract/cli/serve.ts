import { z } from 'zod'

/**
 * What `kuraban serve --json` prints once the server answers. `signInUrl` holds a single-use secret in its fragment, valid
 * 60 seconds. With HTTPS also where plain HTTP is sent on to it (unless that is switched off) and the SHA-256 of the
 * certificate as browsers show it.
 */
export const serveResultSchema = z.object({
  url: z.url(),
  httpUrl: z.url().optional(),
  certificateFingerprint: z
    .string()
    .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    .optional(),
  signInUrl: z.url(),
})
