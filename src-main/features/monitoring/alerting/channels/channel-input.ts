import type { z } from 'zod'
import type { channelInputSchema } from '#shared/features/monitoring/contract/notifications.ts'

/** A channel as people set it up. */
export type ChannelInput = z.infer<typeof channelInputSchema>
