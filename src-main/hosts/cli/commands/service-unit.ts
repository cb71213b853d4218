/** What a unit is written for. */
export interface UnitOptions {
  /** The program and its first arguments, as absolute paths. */
  readonly program: readonly string[]
  readonly system: boolean
  /** Who a unit of the machine runs as. */
  readonly user: string
  readonly dataFolder: string | undefined
  readonly port: number | undefined
}

/** Quotes a word for `ExecStart`, where percent and dollar signs, quotes, backslashes and blanks mean something. */
function unitWord(word: string): string {
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', () => '$$')
  return /^[\w@%+:,./=$-]+$/.test(escaped) ? escaped : `"${escaped}"`
}

/** A systemd unit of `kuraban serve` that is started again ten seconds after it has ended for whatever reason. */
export function unitText({ program, system, user, dataFolder, port }: UnitOptions): string {
  const folder = dataFolder ?? (system ? '/var/lib/kuraban' : undefined)
  const words = [
    ...program,
    'serve',
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(folder === undefined ? [] : ['--data', folder]),
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
TimeoutStopSec=60
UMask=0077
NoNewPrivileges=yes
${system ? `User=${user}\nStateDirectory=kuraban\nStateDirectoryMode=0700\n` : ''}
[Install]
WantedBy=${system ? 'multi-user.target' : 'default.target'}
`
}
