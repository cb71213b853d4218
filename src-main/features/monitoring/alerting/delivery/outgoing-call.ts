import { OutgoingRefusedError } from '#main/platform/outgoing/guarded-address.ts'
import { type GuardedCall, guardedCall } from '#main/platform/outgoing/guarded-call.ts'
import { ChannelFailure } from './channel-failure.ts'

/** A call of a channel: where to, which may hold a secret, and whether places inside the site are open to it. */
export interface ChannelCall extends Pick<GuardedCall, 'method' | 'headers' | 'body' | 'limitMs'> {
  readonly address: string
  readonly allowsInside: boolean
  readonly signal: AbortSignal
}

/** Where a channel may call: inside the site and this machine only where its setting says so. */
export function channelRules(allowsInside: boolean) {
  return { inside: allowsInside, loopback: allowsInside, plainInside: allowsInside }
}

/** Calls and answers what the other side said. Fails with a `ChannelFailure` that never tells the address. */
export async function callOut({ address, allowsInside, signal, ...call }: ChannelCall): Promise<string> {
  const answer = await guardedCall(new URL(address), { ...call, rules: channelRules(allowsInside), signal }).catch(
    (error: unknown) => {
      signal.throwIfAborted()
      throw failureOf(error)
    },
  )
  if (answer.status >= 200 && answer.status < 300) return `${answer.status} ${answer.text}`.trim()
  throw new ChannelFailure(`${answer.status} ${answer.text}`, isRefusedForGood(answer.status))
}

function failureOf(cause: unknown): ChannelFailure {
  if (cause instanceof OutgoingRefusedError) return new ChannelFailure(cause.message, true, { cause })
  if (cause instanceof DOMException && cause.name === 'TimeoutError') {
    return new ChannelFailure('no answer in time', false, { cause })
  }
  return new ChannelFailure(cause instanceof Error ? cause.message : 'unknown', false, { cause })
}

/** Redirects are not followed; requests that are refused as such would be again, but for those told to come later. */
function isRefusedForGood(status: number): boolean {
  return status < 500 && status !== 408 && status !== 425 && status !== 429
}
