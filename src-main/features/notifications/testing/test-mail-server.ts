import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { generateCertificate } from '#main/platform/certificate/index.ts'

export interface ReceivedLetter {
  readonly to: readonly string[]
  readonly content: string
  readonly encrypted: boolean
}

/** A real mail server on loopback that keeps what it is given. */
export interface TestMailServer {
  readonly port: number
  readonly certificate: string
  readonly received: ReceivedLetter[]
  /** What it answers to the next letters: a refusal with this status, or nothing to take them. */
  refusals: number[]
  close(): Promise<void>
}

export const mailUser = { user: 'kuraban', password: 'the password of the mail server' }

async function selfMade(name: string): Promise<{ certificate: string; key: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'kuraban-mail-'))
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  await generateCertificate(files, [name], new Date())
  const [certificate, key] = await Promise.all([readFile(files.certificate, 'utf8'), readFile(files.key, 'utf8')])
  await rm(folder, { recursive: true })
  return { certificate, key }
}

export async function startMailServer(
  options: SMTPServerOptions = {},
  certificateName = 'localhost',
): Promise<TestMailServer> {
  const { certificate, key } = await selfMade(certificateName)
  const received: ReceivedLetter[] = []
  const server = new SMTPServer({
    cert: certificate,
    key,
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => {
      const right = auth.username === mailUser.user && auth.password === mailUser.password
      if (right) done(null, { user: mailUser.user })
      else done(Object.assign(new Error('Invalid login'), { responseCode: 535 }))
    },
    onRcptTo: (_address, _session, done) => {
      const status = mail.refusals.shift()
      if (status === undefined) done()
      else done(Object.assign(new Error('refused by the test'), { responseCode: status }))
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ to, content: Buffer.concat(parts).toString('utf8'), encrypted: session.secure })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const mail: TestMailServer = {
    ...{ port, certificate, received, refusals: [] },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mail
}
