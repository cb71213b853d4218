import { writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { mailUser, startMailServer, type TestMailServer } from '../testing/test-mail-server.ts'
import { mailFailureOf } from './mail-failure.ts'
import { isMailConfigured, type MailSettings } from './mail-settings.ts'
import { sendMail } from './send-mail.ts'

const quick = { connectMs: 500, silenceMs: 500 }
const message = {
  id: '0199f000-0000-7000-8000-00000000000a',
  to: 'hanako@example.jp',
  senderName: '名古屋, "倉庫"',
  subject: 'パスワードの再設定',
  text: '山田様\nコード: ABCD\n.\nおわり',
  date: new Date('2026-11-22T00:00:00Z'),
}

async function server(options: SMTPServerOptions = {}, certificateName?: string): Promise<TestMailServer> {
  const started = await startMailServer(options, certificateName)
  onTestFinished(() => started.close())
  return started
}

async function settingsFor(
  mail: Pick<TestMailServer, 'port' | 'certificate'>,
  change: Partial<MailSettings> = {},
): Promise<MailSettings> {
  const caFile = join(await temporaryFolder(), 'ca.pem')
  await writeFile(caFile, mail.certificate)
  return {
    ...{ host: 'localhost', port: mail.port, encryption: 'starttls', ...mailUser },
    ...{ from: 'kuraban@example.jp', caFile, ...change },
  }
}

const send = (settings: MailSettings, signal = new AbortController().signal) =>
  sendMail(settings, message, signal, quick)

/** A server that says what it is told and then waits for ever. */
async function rawServer(onConnect: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = []
  const listening: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    onConnect(socket)
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    listening.close()
  })
  const address = listening.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('sending mail', () => {
  it('signs in after STARTTLS and hands the letter over whole', async () => {
    const mail = await server()
    expect(await send(await settingsFor(mail))).toMatch(/^250 /)
    const [letter] = mail.received
    expect(letter).toMatchObject({ to: ['hanako@example.jp'], encrypted: true })
    const [head = '', body = ''] = letter?.content.split('\r\n\r\n', 2) ?? []
    expect(head).toContain(`Message-ID: <${message.id}@example.jp>`)
    expect(head).toContain('Auto-Submitted: auto-generated')
    expect(head).not.toMatch(/X-Mailer/i)
    expect(Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n').trimEnd()).toBe(message.text)
  })

  it('gives names no way into the head of a letter or into the dialogue', async () => {
    const mail = await server()
    const settings = await settingsFor(mail)
    const evil = '倉庫\r\nBcc: thief@example.jp\r\n\r\nInjected\u001b[2J\u202e\u0000'
    const hostile = { ...message, senderName: evil, subject: `${'長い件名'.repeat(40)}${evil}` }
    await sendMail(settings, hostile, new AbortController().signal, quick)
    const [letter] = mail.received
    expect(letter?.to).toEqual(['hanako@example.jp'])
    const [head = ''] = letter?.content.split('\r\n\r\n', 1) ?? []
    const fields = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
    const known =
      /^(From|To|Subject|Message-ID|Content-Transfer-Encoding|Date|MIME-Version|Auto-Submitted|Content-Type): /
    for (const field of fields) expect(field).toMatch(known)
    expect(head).toMatch(/^[\x20-\x7e\r\n]+$/)
    expect(fields.find((field) => field.startsWith('From: '))).toMatch(/ <kuraban@example\.jp>$/)
    for (const to of ['hanako@example.jp\r\nRCPT TO:<thief@example.jp>', 'hanako@example.jp, thief@example.jp']) {
      const sending = sendMail(settings, { ...message, to }, new AbortController().signal, quick)
      await expect(sending).rejects.toMatchObject({ name: 'MailFailure' })
    }
    expect(mail.received).toHaveLength(1)
  })

  it('speaks TLS from the first byte where it is told to', async () => {
    const mail = await server({ secure: true })
    await send(await settingsFor(mail, { encryption: 'tls' }))
    expect(mail.received).toMatchObject([{ encrypted: true }])
  })

  it('sends nothing to a server that offers no encryption', async () => {
    const mail = await server({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    await expect(send(await settingsFor(mail))).rejects.toMatchObject({ name: 'MailFailure' })
    expect(mail.received).toEqual([])
    await send(await settingsFor(mail, { encryption: 'none-on-loopback-only', user: '' }))
    expect(mail.received).toMatchObject([{ encrypted: false }])
  })

  it.each(['starttls', 'tls'] as const)(
    'refuses a certificate nobody vouches for, or of another name (%s)',
    async (encryption) => {
      const secure = encryption === 'tls'
      const unknown = await server({ secure })
      await expect(send(await settingsFor(unknown, { encryption, caFile: '' }))).rejects.toThrow(/self.signed/)
      const other = await server({ secure }, 'mail.example.jp')
      await expect(send(await settingsFor(other, { encryption }))).rejects.toThrow(/does not match|altnames/i)
      expect([...unknown.received, ...other.received]).toEqual([])
    },
  )

  it('tells a refusal for good from one for now, and never the password', async () => {
    const mail = await server()
    mail.refusals = [550, 451]
    await expect(send(await settingsFor(mail))).rejects.toMatchObject({
      permanent: true,
      reason: expect.stringContaining('550'),
    })
    await expect(send(await settingsFor(mail))).rejects.toMatchObject({
      permanent: false,
      reason: expect.stringContaining('451'),
    })
    const wrong = send(await settingsFor(mail, { password: 'another password' }))
    await expect(wrong).rejects.toMatchObject({ permanent: true, reason: expect.stringContaining('535') })
    await expect(wrong).rejects.not.toThrow(/another password/)
    await expect(send(await settingsFor(mail, { caFile: '/nonexistent.pem' }))).rejects.toMatchObject({
      permanent: true,
    })
  })

  it('gives up on a server that does not answer, that hangs and that cuts the line', async () => {
    const silent = await rawServer(() => {})
    const hanging = await rawServer((socket) => void socket.write('220 hello\r\n'))
    const cutting = await rawServer((socket) => {
      socket.write('220 hello\r\n')
      socket.once('data', () => socket.destroy())
    })
    for (const port of [silent, hanging, cutting, 1]) {
      const began = performance.now()
      const settings = await settingsFor({ port, certificate: '' }, { host: '127.0.0.1', caFile: '' })
      await expect(send(settings)).rejects.toMatchObject({ permanent: false })
      expect(performance.now() - began).toBeLessThan(5000)
    }
  })

  it('stops at once when it is told to', async () => {
    const port = await rawServer((socket) => void socket.write('220 hello\r\n'))
    const stop = new AbortController()
    const settings = await settingsFor({ port, certificate: '' }, { host: '127.0.0.1', caFile: '' })
    const sending = sendMail(settings, message, stop.signal, { connectMs: 60_000, silenceMs: 60_000 })
    setTimeout(() => stop.abort(new Error('the program stops')), 50)
    await expect(sending).rejects.toThrow('the program stops')
  })
})

describe('mail settings', () => {
  it('allow mail in the clear to this machine only', async () => {
    const settings = await settingsFor({ port: 25, certificate: '' }, { encryption: 'none-on-loopback-only' })
    for (const host of ['localhost', '127.0.0.1', '::1']) expect(isMailConfigured({ ...settings, host })).toBe(true)
    for (const host of ['mail.example.jp', '127.0.0.1.example.jp', '10.0.0.1', '']) {
      expect(isMailConfigured({ ...settings, host })).toBe(false)
    }
    expect(isMailConfigured({ ...settings, host: 'mail.example.jp', encryption: 'tls' })).toBe(true)
    expect(isMailConfigured({ ...settings, from: '' })).toBe(false)
  })
})

describe('the reason of a failure', () => {
  it('is one line of bounded length without the password, whatever the server says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.stringMatching(/^[a-z0-9]{8,20}$/),
        (said, password) => {
          const { reason } = mailFailureOf(new Error(`${said}${password}\r\n${said}`), password)
          expect(reason.length).toBeLessThanOrEqual(300)
          expect(reason).not.toMatch(/[\p{Cc}]/u)
          expect(reason).not.toContain(password)
        },
      ),
    )
  })
})
