import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { serviceInstalledSchema } from '#shared/contract/cli/service.ts'
import { readFlags, wholeNumber, wrongFlag } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import { eachLine, type Terminal } from '../terminal.ts'
import { unitText } from './service-unit.ts'

const installFlagsSchema = z.object({
  system: z.boolean().default(false),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]*\$?$/i, 'a name of a user of this machine')
    .optional(),
  data: z.string().min(1, 'a folder').optional(),
  port: wholeNumber('a number from 1 to 65535', 1, 65_535).optional(),
  print: z.boolean().default(false),
  json: z.boolean().default(false),
})
type InstallFlags = z.output<typeof installFlagsSchema>

/** `kuraban service install`: writes a systemd unit, so that schedules run without anybody signed in. */
export function serviceCommand(terminal: Terminal): Command {
  const words = commandWords(terminal.language)
  const service = new Command('service').description(words.service)
  service
    .command('install')
    .description(words.serviceInstall)
    .option('--system', words.serviceSystem)
    .option('--user <name>', words.serviceUser)
    .option('--data <folder>', words.data)
    .option('--port <number>', words.servicePort)
    .option('--print', words.servicePrint)
    .option('--json', words.serviceJson)
    .action(async (flags: Record<string, unknown>) => install(readFlags(installFlagsSchema, flags), terminal))
  return service
}

async function install(flags: InstallFlags, terminal: Terminal): Promise<void> {
  const { system, user, data, port } = flags
  if (user !== undefined && !system) throw wrongFlag('--user', user, 'together with --system only')
  const unit = unitText({
    program: [process.execPath, resolve(process.argv[1] ?? 'kuraban')],
    system,
    user: user ?? 'kuraban',
    dataFolder: data === undefined ? undefined : resolve(data),
    port,
  })
  if (flags.print) return eachLine(unit, terminal.print)
  const path = unitPath(system, terminal.environment)
  await writeUnit(path, unit, system)
  const control = system ? 'systemctl' : 'systemctl --user'
  const next = [`${control} daemon-reload`, `${control} enable --now kuraban.service`]
  if (!system) next.push('loginctl enable-linger')
  if (flags.json) return terminal.print(JSON.stringify(serviceInstalledSchema.parse({ path, next })))
  terminal.print(terminal.language === 'ja' ? `${path} を書きました。次を実行してください:` : `Wrote ${path}. Now run:`)
  for (const line of next) terminal.print(`  ${line}`)
}

function unitPath(system: boolean, { XDG_CONFIG_HOME: named = '' }: Terminal['environment']): string {
  if (system) return '/etc/systemd/system/kuraban.service'
  return join(isAbsolute(named) ? named : join(homedir(), '.config'), 'systemd', 'user', 'kuraban.service')
}

async function writeUnit(path: string, unit: string, system: boolean): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, unit, { mode: 0o644 })
  } catch (cause) {
    const allowed = `a user who may write ${path}, or --print`
    throw wrongFlag(system ? '--system' : '--print', '', allowed, { cause })
  }
}
