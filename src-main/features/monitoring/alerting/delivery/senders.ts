import { createHmac } from 'node:crypto'
import { type Mailer, MailFailure } from '#main/features/notifications/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { ChannelSettings } from '#shared/features/monitoring/contract/notifications.ts'
import { ChannelFailure } from './channel-failure.ts'
import type { AlertMessage } from './message.ts'
import { webhookData } from './message-data.ts'
import { messageText } from './message-text.ts'
import { callOut } from './outgoing-call.ts'
import { slackBody } from './slack-body.ts'
import { filledIn } from './templates.ts'

/** A channel with its secrets open. */
export interface OpenChannel {
  readonly settings: ChannelSettings
  readonly address: string | null
  readonly signingKey: string | null
}

export interface SenderPorts {
  readonly mailer: Mailer
  readonly events: EventBus
  readonly clock: Clock
  readonly timeZone: () => string
}

type Settings<K extends ChannelSettings['kind']> = Extract<ChannelSettings, { readonly kind: K }>

/** Longest wait for a chat, as for its callers everywhere, and for another program. */
const chatLimitMs = 5000
const webhookLimitMs = 10_000

/** Sends a message by a channel and answers what the other side said. Fails with a `ChannelFailure`. */
export async function sendMessage(
  ports: SenderPorts,
  channel: OpenChannel,
  message: AlertMessage,
  signal: AbortSignal,
): Promise<string> {
  const { settings } = channel
  switch (settings.kind) {
    case 'email':
      return await sendMail(ports, settings, message, signal)
    case 'slack':
      return await sendToChat(ports, settings, channel, message, signal)
    case 'webhook':
      return await sendToProgram(ports, settings, channel, message, signal)
    case 'ping':
      return await ping(settings, channel, signal)
    case 'desktop':
      ports.events.publish(desktopNotice(message))
      return 'shown'
  }
}

async function sendMail(
  { mailer, timeZone }: SenderPorts,
  { recipients, subject, body }: Settings<'email'>,
  message: AlertMessage,
  signal: AbortSignal,
): Promise<string> {
  const level = message.status === 'resolved' ? 'RESOLVED' : message.severity.toUpperCase()
  const letter = {
    ...{ id: message.id, to: recipients },
    subject:
      subject === ''
        ? `[Kuraban ${message.environment}] ${level}: ${message.title}`
        : oneLine(await filledIn(subject, message)),
    text: body === '' ? messageText(message, timeZone()) : await filledIn(body, message),
  }
  try {
    return await mailer.send(letter, signal)
  } catch (error) {
    if (error instanceof MailFailure) throw new ChannelFailure(error.reason, error.permanent, { cause: error })
    throw error
  }
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

async function sendToChat(
  { timeZone }: SenderPorts,
  settings: Settings<'slack'>,
  { address }: OpenChannel,
  message: AlertMessage,
  signal: AbortSignal,
): Promise<string> {
  const text = settings.text === '' ? null : await filledIn(settings.text, message)
  return await callOut({
    ...{ method: 'POST', address: known(address), allowsInside: settings.allowsInsideAddresses, signal },
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(slackBody(settings.channel, message, text ?? messageText(message, timeZone()))),
    limitMs: chatLimitMs,
  })
}

async function sendToProgram(
  { clock }: SenderPorts,
  settings: Settings<'webhook'>,
  { address, signingKey }: OpenChannel,
  message: AlertMessage,
  signal: AbortSignal,
): Promise<string> {
  const body = settings.body === '' ? JSON.stringify(webhookData(message)) : await filledIn(settings.body, message)
  const seconds = String(Math.floor(clock.now().getTime() / 1000))
  const signature = signingKey === null ? {} : signedHeaders(signingKey, seconds, body)
  return await callOut({
    ...{ method: 'POST', address: known(address), allowsInside: settings.allowsInsideAddresses, signal, body },
    headers: { 'content-type': 'application/json', 'x-kuraban-delivery': message.id, ...signature },
    limitMs: webhookLimitMs,
  })
}

/** The time is signed with the body, so that nobody can send an old message again. */
function signedHeaders(key: string, seconds: string, body: string): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')
  return { 'x-kuraban-timestamp': seconds, 'x-kuraban-signature': `sha256=${signature}` }
}

async function ping(
  { allowsInsideAddresses }: Settings<'ping'>,
  { address }: OpenChannel,
  signal: AbortSignal,
): Promise<string> {
  const call = { method: 'GET', address: known(address), allowsInside: allowsInsideAddresses, signal } as const
  return await callOut({ ...call, limitMs: chatLimitMs })
}

function known(address: string | null): string {
  if (address === null) throw new ChannelFailure('the address is missing', true)
  return address
}

const noticeSeverities = { critical: 'failure', warning: 'warning', info: 'information', none: 'information' } as const

function desktopNotice(message: AlertMessage): AppEvent {
  const [first] = message.alerts
  return {
    type: 'notice',
    id: newId(),
    at: message.at.toISOString(),
    severity: message.status === 'resolved' ? 'success' : noticeSeverities[message.severity],
    code: `monitoring.notice.alert-${message.status}`,
    data: { title: message.title, description: first?.description ?? '', count: message.alerts.length },
    link: message.alerts.length === 1 && first !== undefined ? `/monitoring/alerts/${first.id}` : '/monitoring/alerts',
  }
}
