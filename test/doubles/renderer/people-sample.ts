import { rolePermissions } from '#shared/contract/permissions.ts'
import type { Session, SessionEntry, User } from '#shared/features/security/values.ts'
import { day, hour, idOf, instant, minute, pick } from './sample.ts'
import { language, role, variant } from './variant.ts'

/** The person in front of the window. */
export const me: User = {
  id: idOf(9, 0),
  name: '佐藤 真理子',
  email: 'sato@example.jp',
  role,
  groups: [],
  language,
  state: 'active',
  twoFactor: variant === 'duty-two-factor' ? 'required' : 'off',
  expiresAt: variant === 'break-glass' ? instant(47 * minute) : null,
  breakGlass: variant === 'break-glass',
  createdAt: instant(-400 * day),
  lastSignInAt: instant(-2 * hour),
}

const names = [
  '鈴木 一郎',
  '高橋 由美',
  '田中 健太郎',
  'Alexander Wolfeschlegelsteinhausenbergerdorff',
  '渡辺 さくら',
] as const

export const people: readonly User[] = [
  me,
  ...names.map((name, index) => ({
    ...me,
    id: idOf(9, index + 1),
    name,
    email: null,
    breakGlass: false,
    expiresAt: null,
    role: pick(['operator', 'viewer', 'administrator'], index / names.length),
    lastSignInAt: index === 2 ? null : instant(-index * day - hour),
  })),
]

const duties = { 'duty-password': 'change-password', 'duty-two-factor': 'enrol-two-factor' } as const

/** When the session of the variant ends by itself, counted from now. */
const idleMs = variant === 'ending' ? 110_000 : variant === 'ended' ? 6_000 : 30 * minute

export function session(): Session {
  return {
    id: idOf(8, 0),
    user: me,
    permissions: [...rolePermissions[role]],
    duty: variant === 'duty-password' || variant === 'duty-two-factor' ? duties[variant] : null,
    startedAt: instant(-10 * minute),
    idleExpiresAt: new Date(Date.now() + idleMs).toISOString(),
    expiresAt: instant(8 * hour),
    warnBeforeMs: 120_000,
    steppedUpUntil: null,
  }
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  '',
] as const

/** Sessions of one's own: this one and three elsewhere. */
export const ownSessions: readonly SessionEntry[] = agents.map((userAgent, index) => ({
  id: idOf(8, index),
  userId: me.id,
  userName: me.name,
  method: pick(['two-factor', 'password', 'single-sign-on', 'sign-in-link'], index / agents.length),
  transport: index === 3 ? 'window' : 'websocket',
  remoteAddress:
    index === 3 ? '127.0.0.1' : index === 1 ? '2001:db8:12:ab00:8a2e:370:7334:10' : `192.0.2.${10 + index}`,
  userAgent,
  startedAt: instant(-index * 5 * hour - 10 * minute),
  activeAt: instant(-index * 2 * hour - minute),
  expiresAt: instant((8 - index) * hour),
  current: index === 0,
}))
