import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { readFlags } from '../flags.ts'
import type { Terminal } from '../terminal.ts'

const installFlagsSchema = z.object({
  system: z.boolean().default(false),
  user: z.string().min(1).optional(),
  data: z.string().min(1).optional(),
  port: z.coerce.number('a number from 1 to 65535').int().min(1).max(65_535).default(7440),
  print: z.boolean().default(false),
  json: z.boolean().default(false),
})
type InstallFlags = z.output<typeof installFlagsSchema>

/** `kuraban service install`: writes a systemd unit, so that schedules run without anybody signed in. */
export function serviceCommand(terminal: Terminal): Command {
  const service = new Command('service').description('run Kuraban as a service of the operating system')
  service
    .command('install')
    .description('write a systemd unit for this user, or with --system for the machine')
    .option('--system', 'a unit of the machine instead of this user')
    .option('--user <name>', 'user the machine unit runs as (default: kuraban)')
    .option('--data <folder>', 'data folder')
    .option('--port <number>', 'port to listen on')
    .option('--print', 'print the unit instead of writing it')
    .option('--json', 'print what was written as JSON')
    .action(async (flags: unknown) => install(readFlags(installFlagsSchema, flags), terminal))
  return service
}

async function install(flags: InstallFlags, terminal: Terminal): Promise<void> {
  const unit = unitText(flags)
  if (flags.print) return terminal.print(unit)
  const path = unitPath(flags)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, unit, { mode: 0o644 })
  const control = flags.system ? 'systemctl' : 'systemctl --user'
  const next = [`${control} daemon-reload`, `${control} enable --now kuraban.service`]
  if (!flags.system) next.push('loginctl enable-linger')
  if (flags.json) return terminal.print(JSON.stringify({ path, next }))
  terminal.print(terminal.language === 'ja' ? `${path} を書きました。次を実行してください:` : `Wrote ${path}. Now run:`)
  for (const line of next) terminal.print(`  ${line}`)
}

function unitPath({ system }: InstallFlags): string {
  if (system) return '/etc/systemd/system/kuraban.service'
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'systemd', 'user', 'kuraban.service')
}

/** Quotes a word for `ExecStart`, where percent and dollar signs and blanks mean something. */
function unitWord(word: string): string {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return /[\s"';\\]/.test(word) ? `"${escaped}"` : escaped
}

/** A unit that restarts always after ten seconds and may write only where it must. */
export function unitText({ system, user, data, port }: InstallFlags): string {
  const entry = process.argv[1] ?? 'kuraban'
  const words = [
    process.execPath,
    entry,
    'serve',
    '--port',
    String(port),
    ...(data === undefined ? [] : ['--data', data]),
  ]
  return `[Unit]
Description=Kuraban (backup, monitoring and knowledge of this site)
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
ExecStart=${words.map(unitWord).join(' ')}
Restart=always
RestartSec=10
KillSignal=SIGTERM
TimeoutStopSec=60
NoNewPrivileges=yes
${system ? `User=${user ?? 'kuraban'}\nStateDirectory=kuraban\n` : ''}
[Install]
WantedBy=${system ? 'multi-user.target' : 'default.target'}
`
}
