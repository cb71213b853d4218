import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { MailFailure, mailFailureOf } from './mail-failure.ts'
import type { MailSettings } from './mail-settings.ts'

/** A letter on its way, to one or several who see each other. `id` makes the Message-ID, so that a letter sent twice can be told as one. */
export interface MailMessage {
  readonly id: string
  readonly to: string | readonly string[]
  readonly senderName: string
  readonly subject: string
  readonly text: string
  readonly date: Date
}

/** Longest waits in milliseconds; tests shorten them. */
export interface MailTimeouts {
  readonly connectMs: number
  readonly silenceMs: number
}

const standardTimeouts: MailTimeouts = { connectMs: 10_000, silenceMs: 30_000 }
const goodbyeMs = 2000

/**
 * Hands one letter to the mail server and answers what the server said when it took it. The server's certificate must
 * be good; fails with a `MailFailure`, or with the reason of the signal when it aborts.
 */
export async function sendMail(
  settings: MailSettings,
  message: MailMessage,
  signal: AbortSignal,
  timeouts: MailTimeouts = standardTimeouts,
): Promise<string> {
  signal.throwIfAborted()
  try {
    return await deliver(settings, message, signal, timeouts)
  } catch (error) {
    signal.throwIfAborted()
    throw mailFailureOf(error, settings.password)
  }
}

async function deliver(settings: MailSettings, message: MailMessage, signal: AbortSignal, timeouts: MailTimeouts) {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const letter = await compose(settings, message)
  const connection = new Connection(await connectionOptions(settings, timeouts))
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  connection.on('error', failed.reject)
  connection.once('end', () => failed.reject(new Error('the mail server closed the connection')))
  signal.addEventListener('abort', () => failed.reject(signal.reason), { once: true })
  const dialogue = async () => {
    await settled((callback) => connection.connect(callback))
    const { user, password: pass, from } = settings
    if (user !== '') await settled((callback) => connection.login({ user, credentials: { user, pass } }, callback))
    return await handedOver(connection, from, recipientsOf(message.to), letter)
  }
  try {
    const answer = await Promise.race([dialogue(), failed.promise])
    await goodbye(connection)
    return answer
  } finally {
    connection.close()
  }
}

async function connectionOptions({ host, port, encryption, caFile }: MailSettings, timeouts: MailTimeouts) {
  const own = caFile === '' ? [] : [await readAuthority(caFile)]
  return {
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none-on-loopback-only',
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    socketTimeout: timeouts.silenceMs,
    allowInternalNetworkInterfaces: true,
    tls: { minVersion: 'TLSv1.2' as const, rejectUnauthorized: true, ca: [...rootCertificates, ...own] },
  }
}

async function readAuthority(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new MailFailure('the file of the certificate authority cannot be read', true, { cause })
  }
}

async function compose(settings: MailSettings, message: MailMessage): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { id, to, subject, text, date } = message
  const host = settings.from.split('@').at(-1) ?? 'localhost'
  const composer = new MailComposer({
    from: { name: message.senderName, address: settings.from },
    to: recipientsOf(to).map((address) => ({ name: '', address })),
    ...{ subject, text, date, messageId: `<${id}@${host}>`, xMailer: false },
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  return await composer.compile().build()
}

type Callback = (error?: Error | null) => void

function settled(start: (callback: Callback) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null || error === undefined ? resolve() : reject(error)))
  })
}

function recipientsOf(to: MailMessage['to']): readonly string[] {
  return typeof to === 'string' ? [to] : to
}

/** A letter to several has been taken when the server takes it for one of them; who was refused is told. */
function handedOver(connection: SMTPConnection, from: string, to: readonly string[], letter: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.send({ from, to: [...to] }, letter, (error, taken) => {
      if (error === null && taken !== undefined) resolve(answerOf(taken.response, taken.rejected))
      else reject(error ?? new Error('the mail server did not answer'))
    })
  })
}

function answerOf(response: string, rejected: readonly string[]): string {
  return rejected.length === 0 ? response : `${response} (refused: ${rejected.join(', ')})`
}

/** The letter has been taken: a server that is slow to close changes nothing about it. */
async function goodbye(connection: SMTPConnection): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, goodbyeMs)
    connection.once('end', resolve)
    connection.quit()
  })
  clearTimeout(timer)
}
