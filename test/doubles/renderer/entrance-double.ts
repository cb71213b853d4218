import type { Implementer } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import { minute } from './sample.ts'
import { begin, end } from './session-state.ts'
import { language, variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const challenge = () => ({
  outcome: 'two-factor' as const,
  requiresTwoFactor: true as const,
  challenge: 'a-challenge',
  expiresAt: new Date(Date.now() + 5 * minute).toISOString(),
})

const setupStatus = () => ({
  required: variant === 'setup' || variant === 'setup-link',
  secretRequired: variant === 'setup-link',
  siteName: '大和建設 本社ファイルサーバー',
  environment: variant === 'development' ? 'development' : 'production',
  language,
  ways: {
    singleSignOn: variant === 'sign-in-ways' ? [{ id: 'entra', label: 'Microsoft Entra ID' }] : [],
    development: variant === 'development',
    mail: variant !== 'sign-in',
  },
})

/** Getting in: names tell what happens. `二段階` has a second factor, `凍結` meets a freeze, a short password is wrong. */
export function entranceDouble(os: Of) {
  return {
    setup: { status: os.setup.status.handler(setupStatus), complete: os.setup.complete.handler(() => begin()) },
    signIn: os.signIn.handler(({ input, errors }) => {
      if (input.name === '凍結') throw errors.SIGN_INS_FROZEN({ data: {} })
      if (input.password.length < 12) throw errors.SIGN_IN_FAILED({ data: { retryAfterSeconds: 12 } })
      return input.name === '二段階' ? challenge() : begin(input.name)
    }),
    signOut: os.signOut.handler(() => {
      end('signed-out')
      return {}
    }),
    claimSignInLink: os.claimSignInLink.handler(({ errors }) => {
      throw errors.SIGN_IN_LINK_INVALID({ data: {} })
    }),
    developmentSignIn: os.developmentSignIn.handler(() => begin()),
    singleSignOn: {
      begin: os.singleSignOn.begin.handler(({ errors }) => {
        throw errors.SINGLE_SIGN_ON_FAILED({ data: { reason: 'ECONNREFUSED login.example.jp' } })
      }),
      complete: os.singleSignOn.complete.handler(() => begin()),
    },
    passwordReset: {
      request: os.passwordReset.request.handler(() => ({})),
      complete: os.passwordReset.complete.handler(({ input, errors }) => {
        if (input.secret.startsWith('wrong')) throw errors.RESET_INVALID({ data: {} })
        return input.name === '二段階' ? challenge() : begin(input.name)
      }),
    },
    invitationEntrance: {
      look: os.invitationEntrance.look.handler(({ input, errors }) => {
        if (input.secret.startsWith('wrong')) throw errors.INVITATION_INVALID({ data: {} })
        return { siteName: setupStatus().siteName, name: '高橋 由美', invitedBy: '佐藤 真理子', language }
      }),
      accept: os.invitationEntrance.accept.handler(({ input }) => begin(input.name)),
    },
  }
}
