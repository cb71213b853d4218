import { guardedAddress, OutgoingRefusedError } from '#main/platform/outgoing/guarded-address.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ChannelSettings } from '#shared/features/monitoring/contract/notifications.ts'
import { channelRules } from '../delivery/outgoing-call.ts'
import { checkTemplate } from '../delivery/templates.ts'
import type { AlertingPorts } from '../ports.ts'
import type { ChannelInput } from './channel-input.ts'
import { exampleMessage } from './example-message.ts'

type CheckPorts = Pick<AlertingPorts, 'site' | 'externalUrl' | 'clock'>

/** Refuses a channel that could never tell anything: without an address, with one that must not be called, with bad templates. */
export async function checkChannel(
  ports: CheckPorts,
  { name, language, settings }: Pick<ChannelInput, 'name' | 'language' | 'settings'>,
  address: string | null,
): Promise<void> {
  const example = exampleMessage(ports, { name, language })
  for (const [field, text] of templatesOf(settings)) await checkTemplate(field, text, example)
  if (!('allowsInsideAddresses' in settings)) return
  if (address === null) throw new AppError('VALIDATION', { issues: [{ path: 'address', message: 'missing' }] })
  await assertMayBeCalled(address, settings.allowsInsideAddresses)
}

function templatesOf(settings: ChannelSettings): [field: string, text: string][] {
  switch (settings.kind) {
    case 'email':
      return [
        ['subject', settings.subject],
        ['body', settings.body],
      ]
    case 'slack':
      return [['text', settings.text]]
    case 'webhook':
      return [['body', settings.body]]
    case 'ping':
    case 'desktop':
      return []
  }
}

/** A name that cannot be looked up now may be so later: it is looked at again at every call. */
async function assertMayBeCalled(address: string, allowsInside: boolean): Promise<void> {
  try {
    await guardedAddress(new URL(address), channelRules(allowsInside))
  } catch (error) {
    if (error instanceof OutgoingRefusedError)
      throw new AppError('ADDRESS_REFUSED', { host: error.host }, { cause: error })
  }
}
