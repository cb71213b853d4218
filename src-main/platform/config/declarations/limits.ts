import { z } from 'zod'
import { parseRateWindows } from '../../rate-windows.ts'
import { type Declaration, declare } from '../declaration.ts'
import { flag, type ValueType } from '../value-types.ts'

const rateWindows: ValueType<string> = {
  schema: z
    .string()
    .max(200)
    .refine((value) => parseRateWindows(value) !== null),
  allowed: 'N/s, N/min, N/h, N/day',
}

function limit(variable: string, standard: string, ja: string, en: string): Declaration<string> {
  const words = { ja: `${ja}の回数の上限です。空なら制限しません。`, en: `Limit of ${en}. Empty is without limit.` }
  return declare(`RATE_LIMIT_${variable}`, rateWindows, standard, words, { onScreen: true, needsRestart: false })
}

/** Settings of how often things may be called; all windows of one setting hold at once. */
export const limitDeclarations = {
  'rateLimit.enabled': declare(
    'RATE_LIMIT_ENABLED',
    flag(),
    true,
    {
      ja: '短い間の呼び出しの回数を制限します。サインインの制限は、無効にしても残ります。',
      en: 'Limits how often things are called in a short time. Signing in stays limited in any case.',
    },
    { onScreen: true, needsRestart: false },
  ),
  'rateLimit.login': limit(
    'LOGIN',
    '5/min, 20/h, 100/day',
    '一人の利用者が一つの場所から行うサインイン',
    'sign-ins of one user from one place',
  ),
  'rateLimit.loginAddress': limit(
    'LOGIN_ADDRESS',
    '50/min, 200/h, 1000/day',
    '一つの場所から行うサインイン',
    'sign-ins from one place',
  ),
  'rateLimit.register': limit('REGISTER', '3/h, 10/day', '招待による登録', 'registrations'),
  'rateLimit.passwordReset': limit('PASSWORD_RESET', '3/h', 'パスワードの再設定の依頼', 'requests to reset a password'),
  'rateLimit.twoFactor': limit('TWO_FACTOR', '10/min, 50/h', '2段階認証のコードの入力', 'codes of second factors'),
  'rateLimit.search': limit('SEARCH', '30/min, 500/h', '検索', 'searches'),
  'rateLimit.read': limit('READ', '100/min, 5000/h', '読み取り', 'reads'),
  'rateLimit.write': limit('WRITE', '20/min, 200/h', '変更', 'changes'),
  'rateLimit.delete': limit('DELETE', '10/min, 100/h', '削除', 'deletions'),
  'rateLimit.admin': limit('ADMIN', '200/min', '管理者の操作', 'administration'),
  'rateLimit.upload': limit('UPLOAD', '5/min, 50/h', 'ファイルの送信', 'uploads'),
  'rateLimit.report': limit('REPORT', '20/h', '報告書や検査の作成', 'reports and checks'),
  'rateLimit.backupRun': limit('BACKUP_RUN', '100/h', 'バックアップの実行', 'backups started'),
  'rateLimit.live': limit('LIVE', '60/min', '通知の受信の開始', 'event streams begun'),
  'rateLimit.other': limit('OTHER', '60/min', 'そのほかの呼び出し', 'anything else'),
  'rateLimit.anonymous': limit(
    'ANONYMOUS',
    '50/h, 200/day',
    'サインインしていない相手の、サインインが要る呼び出し',
    'calls by strangers of what needs a sign-in',
  ),
  'rateLimit.windowRead': limit('WINDOW_READ', '50/s', '一つの画面からの読み取り', 'reads of one window'),
  'rateLimit.windowWrite': limit('WINDOW_WRITE', '10/s', '一つの画面からの変更', 'changes of one window'),
}
