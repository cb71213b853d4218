import type { Language } from '#shared/contract/identifiers.ts'
import type { User } from '#shared/features/security/values.ts'

const ja = {
  created: (name: string, role: string) => `利用者を作りました: ${name}(${role})`,
  disabled: (name: string) => `利用者を停止しました: ${name}。サインイン、鍵、トークンはすべて終わりました。`,
  active: (name: string) => `利用者を再び有効にしました: ${name}`,
  twoFactorReset: (name: string) => `2段階認証を外しました: ${name}`,
  removed: (name: string, sessions: number) => `利用者を削除しました: ${name}(終わったセッション: ${sessions})`,
  mailed: (recipient: string) => `再設定の手紙を ${recipient} に送ります。`,
  emergency: (name: string, expires: string) =>
    `緊急用の管理者を作りました: ${name}(${expires} まで)。サインインしたら、パスワードを変え、2段階認証を設定してください。`,
  password: (password: string) => `一度だけ表示するパスワード: ${password}`,
  restored: (name: string, expires: string) =>
    `${name} の2段階認証を外しました。次のコードで新しいパスワードを決められます(${expires} まで、一度だけ)。`,
}

const en: typeof ja = {
  created: (name, role) => `created ${name} (${role})`,
  disabled: (name) => `disabled ${name}; all sessions, keys and tokens have ended`,
  active: (name) => `enabled ${name}`,
  twoFactorReset: (name) => `took the second factor of ${name} away`,
  removed: (name, sessions) => `removed ${name} (${sessions} sessions ended)`,
  mailed: (recipient) => `a letter goes to ${recipient}`,
  emergency: (name, expires) =>
    `made the emergency administrator ${name}, good until ${expires}; sign in, choose a password and set up a second factor`,
  password: (password) => `password, shown once: ${password}`,
  restored: (name, expires) =>
    `took the second factor of ${name} away; this code lets them choose a new password, once, until ${expires}:`,
}

/** What the commands about people say. */
export const userWords = (language: Language): typeof ja => (language === 'ja' ? ja : en)

const states = { ja: { active: '有効', disabled: '停止中' }, en: { active: 'active', disabled: 'disabled' } } as const

/** One person on one line, for people to read. */
export function userLine(language: Language, { name, role, state, email, twoFactor }: User): string {
  return [name, role, states[language][state], `2FA: ${twoFactor}`, ...(email === null ? [] : [email])].join('  ')
}
