import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Setting } from '#shared/features/settings/contract.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.settings, Nothing, Nothing>

const setting = (key: string, value: Setting['value'], rest: Partial<Setting> = {}): Setting => ({
  key,
  value,
  defaultValue: typeof value === 'boolean' ? !value : value,
  origin: 'default',
  overridden: false,
  allowed: typeof value === 'boolean' ? 'true | false' : typeof value === 'number' ? '1 – 1000' : '1–100 文字',
  description: { ja: `${key} の働きを説明する文です。`, en: `What ${key} does.` },
  needsRestart: false,
  ...rest,
})

const settings: readonly Setting[] = [
  setting('site.name', '大和建設 本社ファイルサーバー', { origin: 'settings-file' }),
  setting('timeZone', 'Asia/Tokyo', { needsRestart: true }),
  setting('language', 'ja', { allowed: 'ja | en' }),
  setting('environment', 'production', { origin: 'flag', overridden: true, needsRestart: true }),
  setting('server.port', 8443, { origin: 'environment-variable', overridden: true, needsRestart: true }),
  setting('log.level', 'info', { origin: 'env-file' }),
  setting('log.files', 10),
  setting('session.idleMinutes', 30),
  setting('session.absoluteHours', 8),
  setting('backup.keepAwake', true),
  setting('backup.concurrency', 2, { origin: 'settings-file' }),
  setting('backup.excludes', ['*.tmp', 'Thumbs.db', '.DS_Store']),
  setting('database.url', 'postgresql://kuraban@db.internal:5432/kuraban?sslmode=verify-full&password=••••••••', {
    origin: 'env-file-of-environment',
    overridden: true,
  }),
]

export const installation = {
  secretStore: { kind: variant === 'good' ? ('keychain' as const) : ('key-file' as const), weak: variant !== 'good' },
  startAtSignIn: { supported: true, enabled: true },
  dataFolder: '/home/backup/.local/share/kuraban',
  settingsFile: '/home/backup/.local/share/kuraban/settings.json',
  logFile: '/home/backup/.local/share/kuraban/logs/kuraban.log',
}

/** Settings, answered from samples; no change is taken. */
export function settingsDouble(os: Of) {
  return os.router({
    get: os.get.handler(() => ({ items: variant === 'empty' ? [] : [...settings] })),
    update: os.update.handler(({ input, errors }) => {
      const [first] = input.changes
      throw errors.CONFIG_INVALID({
        data: { key: first?.key ?? '', value: String(first?.value), allowed: '1–100', origin: 'settings-file' },
      })
    }),
    installation: os.installation.handler(() => installation),
    setStartAtSignIn: os.setStartAtSignIn.handler(({ input }) => ({
      ...installation,
      startAtSignIn: { supported: true, enabled: input.enabled },
    })),
  })
}
