import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runToEnd } from '#test/fixtures/programs.ts'
import { SecureServer } from './secure-server.ts'

const server = new SecureServer()

const verdictSchema = z.object({ grade: z.string(), score: z.number(), failed: z.array(z.string()) })
const findingsSchema = z.array(z.object({ id: z.string(), severity: z.string(), finding: z.string() }))

/** A check that sometimes fails to connect by itself; the tests of TLS by openssl have it. */
const unsteady = 'sessionresumption_ticket'

const isFine = (severity: string) => severity === 'OK' || severity === 'INFO'

describe('independent graders', () => {
  it('give the headers their best grade (HTTP Observatory of MDN)', async () => {
    const script = join(import.meta.dirname, 'observatory.ts')
    const httpPort = new URL(server.httpUrl).port
    const { stdout, stderr } = await runToEnd(process.execPath, [script, 'localhost', httpPort, server.port], {
      NODE_EXTRA_CA_CERTS: server.authority.file,
    })
    expect(stdout, stderr).not.toBe('')
    const verdict = verdictSchema.parse(JSON.parse(stdout))
    expect(verdict).toMatchObject({ grade: 'A+', failed: [] })
    expect(verdict.score).toBeGreaterThanOrEqual(125)
  })

  it('find nothing to mend in protocols, ciphers, certificate, headers and known attacks (testssl.sh)', async () => {
    const report = join(server.folder, 'testssl.json')
    const quietly = ['--quiet', '--color', '0', '--warnings', 'off', '--nodns', 'none', '--openssl', '/usr/bin/openssl']
    const place = ['--ip', '127.0.0.1', '--add-ca', server.authority.file, '--jsonfile', report]
    const checks = ['-p', '-s', '-f', '-P', '-S', '-h', '-U']
    const url = `https://localhost:${server.port}/`
    const { stdout } = await runToEnd('testssl', [...quietly, ...place, ...checks, url], { TERM: 'dumb' })
    const findings = findingsSchema.parse(JSON.parse(await readFile(report, 'utf8')))
    expect(findings.length, stdout).toBeGreaterThan(80)
    expect(findings.filter(({ id, severity }) => !isFine(severity) && id !== unsteady)).toEqual([])
    const byId = new Map(findings.map(({ id, finding }) => [id, finding]))
    expect(byId.get('TLS1_3')).toContain('offered')
    expect(byId.get('cert_chain_of_trust')).toBe('passed.')
    expect(byId.get('HSTS_subdomains')).toBe('includes subdomains')
  })
})
