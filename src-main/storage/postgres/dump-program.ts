import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import type { PostgresSettings } from './postgres-settings.ts'

const run = promisify(execFile)
const program = 'pg_dump'

/** Whether a pg_dump is installed that knows the server: one that is older refuses it. */
export async function fittingDumpProgram(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version")
  const installed = await run(program, ['--version']).then(
    ({ stdout }) => Number.parseInt(/\d+/.exec(stdout)?.[0] ?? '0', 10),
    () => 0,
  )
  return installed >= Number.parseInt(rows[0]?.version ?? '', 10)
}

/** Dumps the database into one file in pg_dump's own format, which pg_restore reads. */
export async function runDump(settings: PostgresSettings, target: string): Promise<void> {
  const url = new URL(settings.url)
  const password = decodeURIComponent(url.password)
  url.password = ''
  const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-dump-'))
  try {
    const options = ['--format=custom', '--no-owner', '--no-privileges', `--file=${target}`, `--dbname=${url.href}`]
    await run(program, options, {
      env: { ...process.env, PGPASSWORD: password, ...(await tlsEnvironment(settings, folder)) },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function tlsEnvironment({ tls }: PostgresSettings, folder: string): Promise<Record<string, string>> {
  if (tls === undefined) return {}
  const { certificateAuthority, certificate, key } = tls
  const file = async (name: string, text: string): Promise<string> => {
    const target = path.join(folder, name)
    await writeFile(target, text, { mode: 0o600 })
    return target
  }
  return {
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: certificateAuthority === undefined ? 'system' : await file('ca.pem', certificateAuthority),
    ...(certificate === undefined ? {} : { PGSSLCERT: await file('certificate.pem', certificate) }),
    ...(key === undefined ? {} : { PGSSLKEY: await file('key.pem', key) }),
  }
}
