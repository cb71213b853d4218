import { isIP } from 'node:net'
import { declare } from '../declaration.ts'
import { address, flag, origins, textWhere, wholeNumber } from '../value-types.ts'

const isHost = (value: string) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value)

/** Settings of the server, of sessions and of limits. */
export const serverDeclarations = {
  'server.host': declare(
    'SERVER_HOST',
    textWhere('IP | HOST', isHost),
    '127.0.0.1',
    { ja: 'サーバーが待ち受ける住所です。', en: 'Address the server listens on.' },
    { flag: '--host' },
  ),
  'server.port': declare(
    'SERVER_PORT',
    wholeNumber(0, 65_535),
    8420,
    {
      ja: 'サーバーが待ち受けるポートです。0なら空いているものを選びます。',
      en: 'Port of the server. 0 takes a free one.',
    },
    { flag: '--port' },
  ),
  'server.publicUrl': declare(
    'SERVER_PUBLIC_URL',
    address('https', 'http'),
    '',
    {
      ja: '利用者がこの拠点を開く住所です。手紙の中のリンクに使います。',
      en: 'Address under which people open this site; links in letters begin with it.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'cors.origins': declare('CORS_ORIGINS', origins(), [], {
    ja: 'APIを呼び出してよい、ほかの画面の住所です。',
    en: 'Origins of other pages that may call the API.',
  }),
  'session.idleMinutes': declare(
    'SESSION_IDLE_MINUTES',
    wholeNumber(1, 1440),
    30,
    { ja: '操作がないときにサインアウトするまでの分数です。', en: 'Minutes without use after which a session ends.' },
    { onScreen: true, needsRestart: false },
  ),
  'session.absoluteHours': declare(
    'SESSION_ABSOLUTE_HOURS',
    wholeNumber(1, 168),
    8,
    {
      ja: 'サインインしてから必ずサインアウトするまでの時間数です。',
      en: 'Hours after sign-in at which a session ends.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'session.stepUpMinutes': declare(
    'SESSION_STEP_UP_MINUTES',
    wholeNumber(1, 60),
    10,
    {
      ja: '大切な操作の前の本人確認が、有効でいる分数です。',
      en: 'Minutes for which a proof of who is there counts for what matters most.',
    },
    { onScreen: true, needsRestart: false },
  ),
}
