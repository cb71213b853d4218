import { z } from 'zod'
import {
  type Channel,
  type ChannelSettings,
  channelInputSchema,
  channelSettingsSchema,
} from '#shared/features/monitoring/contract/notifications.ts'
import { formCheck } from '../form-check.ts'

export const channelKinds = ['email', 'slack', 'webhook', 'ping', 'desktop'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** Kinds that send to an address, which is kept sealed. */
export const hasAddress = (kind: ChannelKind) => kind === 'slack' || kind === 'webhook' || kind === 'ping'

/** What the form of a way of telling people holds while one types. */
export interface ChannelValues {
  readonly name: string
  readonly isEnabled: boolean
  readonly language: 'ja' | 'en'
  readonly kind: ChannelKind
  readonly recipients: string
  readonly subject: string
  readonly body: string
  readonly channel: string
  readonly allowsInsideAddresses: boolean
  readonly everySeconds: number
  readonly address: string
  readonly signingKey: string
  readonly forgetsKey: boolean
  /** An address is kept already, and may be left as it is. */
  readonly keepsAddress: boolean
}

export const newChannel: ChannelValues = {
  name: '',
  isEnabled: true,
  language: 'ja',
  kind: 'email',
  recipients: '',
  subject: '',
  body: '',
  channel: '',
  allowsInsideAddresses: false,
  everySeconds: 300,
  address: '',
  signingKey: '',
  forgetsKey: false,
  keepsAddress: false,
}

function recipientsOf(text: string): string[] {
  return text.split(/[\s,、，;]+/).filter((part) => part !== '')
}

function settingsOf(values: ChannelValues): ChannelSettings {
  const { kind, subject, body, channel, allowsInsideAddresses, everySeconds } = values
  switch (kind) {
    case 'email':
      return { kind, recipients: recipientsOf(values.recipients), subject, body }
    case 'slack':
      return { kind, channel: channel.trim(), text: body, allowsInsideAddresses }
    case 'webhook':
      return { kind, body, allowsInsideAddresses }
    case 'ping':
      return { kind, everySeconds, allowsInsideAddresses }
    case 'desktop':
      return { kind }
  }
}

function secretsOf({ kind, address, signingKey, forgetsKey }: ChannelValues) {
  const typed = signingKey.trim()
  return {
    ...(hasAddress(kind) && address.trim() !== '' ? { address: address.trim() } : {}),
    ...(kind === 'webhook' && typed !== '' ? { signingKey: typed } : {}),
    ...(kind === 'webhook' && typed === '' && forgetsKey ? { signingKey: null } : {}),
  }
}

/** What the program is given: secrets only where they were typed. */
export function channelInput(values: ChannelValues) {
  const { isEnabled, language } = values
  return { name: values.name.trim(), isEnabled, language, settings: settingsOf(values), ...secretsOf(values) }
}

export function channelValues({ name, isEnabled, language, settings, addressHost }: Channel): ChannelValues {
  const common = { ...newChannel, name, isEnabled, language, keepsAddress: addressHost !== null }
  switch (settings.kind) {
    case 'email':
      return { ...common, ...settings, recipients: settings.recipients.join('\n') }
    case 'slack':
      return { ...common, ...settings, body: settings.text }
    default:
      return { ...common, ...settings }
  }
}

/** Fields by the names they have in the form, where the contract has other names. */
const fieldOf: Readonly<Record<string, keyof ChannelValues>> = { text: 'body' }

function ownOf(values: ChannelValues) {
  const { settings: _settings, ...own } = channelInput(values)
  return own
}

/** An address must be typed where the kind has one and none is kept. */
const neededAddress = z.object({ address: z.string().min(1) })

/** Checks a form by what the contract says of the chosen kind. */
export const channelForm = formCheck<ChannelValues>(
  { schema: channelInputSchema.omit({ settings: true }), of: ownOf, field: (path) => path.slice(0, 1) },
  { schema: channelSettingsSchema, of: settingsOf, field: ([name]) => [fieldOf[String(name)] ?? String(name)] },
  {
    schema: neededAddress,
    of: ({ kind, keepsAddress, address }) => ({ address: hasAddress(kind) && !keepsAddress ? address.trim() : 'kept' }),
  },
)
