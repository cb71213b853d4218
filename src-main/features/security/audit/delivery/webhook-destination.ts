import { readFile } from 'node:fs/promises'
import { guardedCall } from '#main/platform/outgoing/guarded-call.ts'
import { type CheckpointDestination, deliveryLimitMs } from './destination.ts'

export interface WebhookOptions {
  readonly allowInside: boolean
  readonly caFile: string
}

/** POSTs each line, which carries its own signature. Redirects are not followed: they could lead anywhere. */
export function webhookDestination(address: string, { allowInside, caFile }: WebhookOptions): CheckpointDestination {
  const url = new URL(address)
  const rules = { inside: allowInside, loopback: true, plainInside: false }
  return {
    kind: 'webhook',
    place: url.origin,
    deliver: async (lines) => {
      const ca = caFile === '' ? {} : { ca: await readFile(caFile) }
      const headers = { 'content-type': 'application/json' }
      for (const body of lines) {
        const call = { method: 'POST', headers, body, rules, limitMs: deliveryLimitMs, ...ca } as const
        const { status } = await guardedCall(url, call)
        if (status < 200 || status > 299) throw new Error(`${url.origin} answered ${status}`)
      }
    },
  }
}
