import { z } from 'zod'

/** Calls are JSON: a header that says otherwise would have the call handler read a form or a file. */
const headersSchema = z
  .record(z.string(), z.string().max(4096))
  .refine((headers) => !Object.keys(headers).some((name) => /^content-/i.test(name)))

const callSchema = z.object({
  u: z
    .string()
    .max(4096)
    .refine((address) => address.startsWith('/') || URL.canParse(address)),
  m: z.literal('POST').optional(),
  h: headersSchema.optional(),
})

/** What the peer protocol of oRPC sends from a window: a call, or the wish to end one. Windows stream nothing. */
const messageSchema = z.union([
  z.object({ i: z.string().max(100), t: z.literal(1).optional(), p: callSchema }),
  z.object({ i: z.string().max(100), t: z.literal(4) }),
])

/** Whether a window may have sent this: the call handlers of oRPC throw on anything else, where nobody catches it. */
export function isCallMessage(data: unknown): boolean {
  if (typeof data !== 'string') return false
  try {
    return messageSchema.safeParse(JSON.parse(data)).success
  } catch {
    return false
  }
}
