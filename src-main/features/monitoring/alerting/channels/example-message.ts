import { newId } from '#main/platform/identifiers.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { type AlertMessage, messageOf } from '../delivery/message.ts'
import { messageWords } from '../delivery/message-words.ts'
import type { AlertingPorts } from '../ports.ts'

/** A message that says nothing but that messages arrive. */
export function exampleMessage(
  { site, externalUrl, clock }: Pick<AlertingPorts, 'site' | 'externalUrl' | 'clock'>,
  { name, language }: { readonly name: string; readonly language: Language },
): AlertMessage {
  const words = messageWords(language)
  const { siteName, environment } = site()
  const at = clock.now()
  const surroundings = { id: newId(), language, siteName, environment, externalUrl: externalUrl(), at }
  return messageOf({ ...surroundings, channelName: name, groupKey: 'test' }, [
    {
      ...{ id: newId(), fingerprint: 'test', status: 'firing', severity: 'info', rule: 'Test', value: '1' },
      labels: { alertname: 'Test', severity: 'info' },
      annotations: { summary: words.testSummary, description: words.testDescription },
      ...{ summary: words.testSummary, description: words.testDescription, startsAt: at, endsAt: null },
    },
  ])
}
