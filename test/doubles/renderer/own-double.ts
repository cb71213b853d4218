import type { Implementer } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import { me, ownSessions } from './people-sample.ts'
import { instant, minute, seeded } from './sample.ts'
import { begin, changeSession, currentSession, end, extend } from './session-state.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const random = seeded(11)
const qrModules = Array.from({ length: 29 * 29 }, () => random() < 0.5)
const squares = qrModules.map((on, index) => (on ? `M${index % 29} ${Math.floor(index / 29)}h1v1h-1z` : '')).join('')
const qrCode = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 37 37"><path fill="#fff" d="M-4-4h37v37H-4z"/><path d="${squares}"/></svg>`,
)}`

const backupCodes = () =>
  Array.from({ length: 10 }, (_, index) => `${'ABCDEFGHJK'[index]}7K${index}-${'QRSTUVWXYZ'[index]}2M${9 - index}`)

let twoFactor: 'off' | 'pending' | 'on' = variant === 'good' || variant === 'few-codes' ? 'on' : 'off'
let codesLeft = variant === 'few-codes' ? 2 : 9
let sessions = [...ownSessions]

function enabled(state: 'on' | 'off') {
  twoFactor = state
  codesLeft = 10
  return changeSession((before) => ({ ...before, duty: null, user: { ...before.user, twoFactor: state } }))
}

function sessionDouble(os: Of) {
  const s = os.session
  return {
    current: s.current.handler(currentSession),
    extend: s.extend.handler(extend),
    stepUp: s.stepUp.handler(({ input, errors }) => {
      if (input.password === 'wrong') throw errors.PASSWORD_WRONG({ data: {} })
      if (input.code === '000000') throw errors.TWO_FACTOR_CODE_WRONG({ data: { attemptsLeft: 4 } })
      const session = changeSession((before) => ({ ...before, steppedUpUntil: instant(10 * minute) }))
      return { outcome: 'signed-in' as const, session, token: null }
    }),
    lock: s.lock.handler(() => {
      end('signed-out')
      return {}
    }),
    listOwn: s.listOwn.handler(() => ({ items: sessions })),
    endOwn: s.endOwn.handler(({ input }) => {
      const before = sessions.length
      sessions = sessions.filter((one) => one.current || (input.ids !== undefined && !input.ids.includes(one.id)))
      return { endedSessions: before - sessions.length }
    }),
  }
}

/** One's own second factor: the code `000000` is wrong, and so is the password `wrong`. */
function twoFactorDouble(os: Of) {
  const f = os.twoFactor
  const wrong = (password: string) => password === 'wrong'
  return {
    status: f.status.handler(() => ({
      state: twoFactor,
      required: variant === 'duty-two-factor' || variant === 'few-codes',
      enabledAt: twoFactor === 'on' ? instant(-90 * 24 * 60 * minute) : null,
      lastUsedAt: twoFactor === 'on' ? instant(-120 * minute) : null,
      backupCodesLeft: twoFactor === 'on' ? codesLeft : 0,
    })),
    setUp: f.setUp.handler(({ input, errors }) => {
      if (wrong(input.password)) throw errors.PASSWORD_WRONG({ data: {} })
      twoFactor = 'pending'
      const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
      return {
        secret,
        address: `otpauth://totp/Kuraban:sato?secret=${secret}&issuer=Kuraban`,
        qrCode,
        issuer: 'Kuraban',
      }
    }),
    enable: f.enable.handler(({ input, errors }) => {
      if (input.code === '000000') throw errors.TWO_FACTOR_CODE_WRONG({ data: { attemptsLeft: 4 } })
      return { backupCodes: backupCodes(), session: enabled('on'), token: null }
    }),
    disable: f.disable.handler(({ input, errors }) => {
      if (wrong(input.password)) throw errors.PASSWORD_WRONG({ data: {} })
      return { outcome: 'signed-in' as const, session: enabled('off'), token: null }
    }),
    renewBackupCodes: f.renewBackupCodes.handler(({ input, errors }) => {
      if (wrong(input.password)) throw errors.PASSWORD_WRONG({ data: {} })
      return { backupCodes: backupCodes(), session: enabled('on'), token: null }
    }),
    verify: f.verify.handler(({ input, errors }) => {
      if (input.code === '000000') throw errors.TWO_FACTOR_CODE_WRONG({ data: { attemptsLeft: 4 } })
      if (input.code === '999999') throw errors.CHALLENGE_EXPIRED({ data: {} })
      return begin()
    }),
  }
}

/** What one does about oneself. */
export function ownDouble(os: Of) {
  return {
    session: sessionDouble(os),
    twoFactor: twoFactorDouble(os),
    changePassword: os.changePassword.handler(({ input, errors }) => {
      if (input.currentPassword === 'wrong') throw errors.PASSWORD_WRONG({ data: {} })
      if (input.newPassword.startsWith('password')) throw errors.PASSWORD_COMMON({ data: {} })
      const session = changeSession((before) => ({ ...before, duty: null }))
      return { outcome: 'signed-in' as const, session, token: null }
    }),
    changeLanguage: os.changeLanguage.handler(
      ({ input }) =>
        changeSession((before) => ({ ...before, user: { ...before.user, language: input.language } })).user,
    ),
    profile: os.profile.handler(() => currentSession().session?.user ?? me),
  }
}
