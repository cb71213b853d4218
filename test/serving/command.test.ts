import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cliFailureSchema } from '#shared/contract/cli/failure.ts'
import { serveResultSchema } from '#shared/contract/cli/serve.ts'
import { runToEnd, type Started, start } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { Authority } from './authority.ts'

const command = resolve(import.meta.dirname, '../../bin/main.ts')
const alone = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }

async function serve(data: string, environment: Record<string, string> = {}) {
  const flags = ['serve', '--https', '--port', '0', '--http-port', '0', '--json', '--data', data]
  const program = start(process.execPath, [command, ...flags], { ...alone, ...environment })
  onTestFinished(() => void program.child.kill('SIGKILL'))
  const { stdout } = program.child
  if (stdout === null) throw new Error('the program has no output')
  await Promise.race([once(stdout, 'data'), program.finished])
  return { program, result: serveResultSchema.required().parse(JSON.parse(program.output())) }
}

async function stop({ child, finished }: Started): Promise<number> {
  child.kill('SIGTERM')
  return (await finished).code
}

const curl = (certificate: string, ...args: readonly string[]) =>
  runToEnd('curl', ['-sSi', '--cacert', certificate, ...args])

describe('kuraban serve --https', () => {
  it('makes a certificate at its first start, shows its fingerprint, and keeps it', async () => {
    const data = join(await temporaryFolder(), 'data')
    const certificate = join(data, 'certificate', 'server.pem')
    const { program, result } = await serve(data)
    expect(result.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(result.httpUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(result.signInUrl.startsWith(`${result.url}/#sign-in=`)).toBe(true)
    const { stdout } = await runToEnd('openssl', ['x509', '-in', certificate, '-noout', '-fingerprint', '-sha256'])
    expect(stdout).toContain(`=${result.certificateFingerprint}\n`)
    expect((await stat(join(data, 'certificate', 'server.key'))).mode & 0o777).toBe(0o600)
    const answer = await curl(certificate, '-L', `${result.httpUrl}/health?a=b`)
    expect(answer.stdout).toMatch(/^HTTP\/1\.1 301 [\s\S]*HTTP\/1\.1 200 /)
    const status = await runToEnd(process.execPath, [command, 'certificate', 'status', '--json', '--data', data], alone)
    expect(JSON.parse(status.stdout)).toMatchObject({ kind: 'generated', fingerprint: result.certificateFingerprint })
    expect(await stop(program)).toBe(0)
    expect(program.output()).toBe(`${JSON.stringify(result)}\n`)

    const again = await serve(data)
    expect(again.result.certificateFingerprint).toBe(result.certificateFingerprint)
    await stop(again.program)
  })

  it('serves with a certificate of the settings', async () => {
    const folder = await temporaryFolder()
    const authority = await Authority.create(folder)
    const { certificate, key } = await authority.issue('own')
    const environment = { SERVER_CERTIFICATE_FILE: certificate, SERVER_KEY_FILE: key }
    const { program, result } = await serve(join(folder, 'data'), environment)
    const { stdout } = await curl(authority.file, `${result.url}/health`)
    expect(stdout).toMatch(/^HTTP\/1\.1 200 /)
    await stop(program)
  })

  it('says what is wrong with its settings, and what stands in no message', async () => {
    const folder = await temporaryFolder()
    const authority = await Authority.create(folder)
    const { certificate } = await authority.issue('own')
    const { key } = await authority.issue('other')
    const failure = async (environment: Record<string, string>, ...flags: readonly string[]) => {
      const args = [
        command,
        'serve',
        '--port',
        '0',
        '--http-port',
        '0',
        '--json',
        '--data',
        join(folder, 'data'),
        ...flags,
      ]
      const { code, stdout } = await runToEnd(process.execPath, args, { ...alone, ...environment })
      expect(code).not.toBe(0)
      expect(stdout).not.toContain((await readFile(key, 'utf8')).split('\n')[1])
      return cliFailureSchema.parse(JSON.parse(stdout)).error
    }
    expect(await failure({ SERVER_CERTIFICATE_FILE: certificate, SERVER_KEY_FILE: key }, '--https')).toMatchObject({
      code: 'CERTIFICATE_UNUSABLE',
      data: { path: key, reason: 'key-of-another-certificate' },
    })
    expect(await failure({ SERVER_CERTIFICATE_FILE: certificate }, '--https')).toMatchObject({
      code: 'CONFIG_INVALID',
      data: { key: 'server.keyFile' },
    })
    expect(await failure({}, '--host', '0.0.0.0')).toMatchObject({
      code: 'CONFIG_INVALID',
      data: { key: 'server.https' },
    })
    expect(await failure({ SERVER_PUBLIC_URL: 'http://site.example' })).toMatchObject({
      code: 'CONFIG_INVALID',
      data: { key: 'server.publicUrl' },
    })
  })
})
