import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program or data that tests need and npm cannot bring. */
interface Prerequisite {
  readonly name: string
  readonly debianPackage: string
  readonly neededFor: string
  readonly present: () => boolean
}

const program = (name: string, debianPackage: string, neededFor: string): Prerequisite => ({
  name,
  debianPackage,
  neededFor,
  present: () => onPath(name),
})

const prerequisites: readonly Prerequisite[] = [
  program('restic', 'restic', 'the judge of the repository format'),
  program('chromium', 'chromium', 'end-to-end tests of the screens'),
  program('gnome-keyring-daemon', 'gnome-keyring', 'the keychain of Linux'),
  program('dbus-run-session', 'dbus', 'the keychain of Linux'),
  program('redis-server', 'redis-server', 'counting limits for several nodes'),
  program('oathtool', 'oathtool', 'the judge of codes of authenticators'),
  program('setfattr', 'attr', 'extended attributes in restore tests'),
  program('openssl', 'openssl', 'the judge of certificates and TLS'),
  program('promtool', 'prometheus', 'the judge of rules and queries'),
  program('amtool', 'prometheus-alertmanager', 'the judge of exported routes of alerts'),
  program('curl', 'curl', 'the judge of redirects and headers'),
  program('zstd', 'zstd', 'the judge of compressed log files'),
  program('testssl', 'testssl.sh', 'the grader of TLS'),
  {
    name: 'nginx',
    debianPackage: 'nginx',
    neededFor: 'the reverse proxy in front of the server',
    present: () => onPath('nginx') || existsSync('/usr/sbin/nginx'),
  },
  {
    name: 'Noto Sans CJK',
    debianPackage: 'fonts-noto-cjk',
    neededFor: 'Japanese in screenshots',
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
]

function onPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function install(packages: readonly string[]): void {
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  console.log(`prepare: installing ${packages.join(', ')}`)
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

/**
 * Makes sure that what tests need is there: as root on Debian by installing it. Answers what is still missing, with
 * what it is needed for.
 */
export function prepare(): readonly string[] {
  const missing = () => prerequisites.filter((prerequisite) => !prerequisite.present())
  const canInstall = process.getuid?.() === 0 && onPath('apt-get')
  if (missing().length > 0 && canInstall) install(missing().map((prerequisite) => prerequisite.debianPackage))
  return missing().map(
    ({ name, debianPackage, neededFor }) => `${name} (Debian package ${debianPackage}): ${neededFor}`,
  )
}
