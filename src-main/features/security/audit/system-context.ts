import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'

/** What the program does by itself, as the record tells it. */
export function systemContext(): CallContext {
  return {
    requestId: newId(),
    transport: 'internal',
    remoteAddress: '',
    userAgent: '',
    caller: { kind: 'system' },
  }
}
