import { Alert, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/contract/identifiers.ts'
import type { SessionEnd, SignInOutcome } from '#shared/features/security/values.ts'
import { Entrance } from '../components/entrance.tsx'
import { ForgottenStep } from '../components/forgotten-step.tsx'
import { InvitationStep } from '../components/invitation-step.tsx'
import { PasswordStep } from '../components/password-step.tsx'
import { ResetStep } from '../components/reset-step.tsx'
import { TwoFactorStep } from '../components/two-factor-step.tsx'
import type { SignInWays } from '../components/ways-in.tsx'
import type { EntranceLink } from '../entrance-link.ts'
import { type EntranceStep, firstStep, stepAfter } from '../entrance-step.ts'

interface EntranceProps {
  readonly siteName: string
  readonly ways: SignInWays
  readonly ended: SessionEnd | null
  /** What the address brought along. */
  readonly link: EntranceLink | null
  /** How the address let in, or why it did not. */
  readonly arrival: { readonly failure: unknown; readonly outcome: SignInOutcome | null }
  /** Whose screen is kept beneath; null where nothing is. */
  readonly kept: string | null
  readonly onLanguage: (language: Language) => void
  /** What the address brought along is used up. */
  readonly onLinkDone: () => void
}

const titles = {
  password: 'signIn.title',
  'two-factor': 'secondStep.title',
  forgotten: 'forgotten.title',
  reset: 'reset.title',
  invitation: 'invited.begin',
} as const

function arrive({ link, arrival }: EntranceProps): EntranceStep {
  const next = arrival.outcome === null ? null : stepAfter(arrival.outcome)
  return next ?? firstStep(link, arrival.failure)
}

/** Getting in: name and password, the second factor, a forgotten password, an invitation, other ways. */
export function EntranceScreen(props: EntranceProps) {
  const { t } = useTranslation('security')
  const [step, setStep] = useState<EntranceStep>(() => arrive(props))
  const [isLetterSent, setLetterSent] = useState(false)
  const { onLinkDone } = props
  const back = useCallback(
    (failure: unknown = null) => {
      setStep({ at: 'password', failure })
      onLinkDone()
    },
    [onLinkDone],
  )
  const goOn = (outcome: SignInOutcome) => {
    const next = stepAfter(outcome)
    if (next !== null) setStep(next)
    onLinkDone()
  }
  return (
    <Entrance
      title={t(titles[step.at])}
      siteName={props.siteName}
      onLanguage={props.onLanguage}
      isAbove={props.kept !== null}
    >
      {step.at !== 'password' || (props.ended === null && props.kept === null) ? null : (
        <Alert variant="default" role="status">
          {props.ended === null ? null : t(`signIn.ended.${props.ended}`)}
          {props.kept === null ? null : <Text fz="sm">{t('signIn.goOn', { name: props.kept })}</Text>}
        </Alert>
      )}
      {step.at === 'password' ? (
        <PasswordStep
          ways={props.ways}
          expected={props.kept}
          failure={step.failure}
          onOutcome={goOn}
          onForgotten={() => setStep({ at: 'forgotten' })}
          onInvited={() => setStep({ at: 'invitation', secret: null })}
        />
      ) : null}
      {step.at === 'two-factor' ? <TwoFactorStep step={step} onBack={back} /> : null}
      {step.at === 'forgotten' ? (
        <ForgottenStep
          sendsMail={props.ways.mail}
          isSent={isLetterSent}
          onSent={() => setLetterSent(true)}
          onCode={() => setStep({ at: 'reset', secret: null })}
          onBack={() => back()}
        />
      ) : null}
      {step.at === 'reset' ? <ResetStep secret={step.secret} onOutcome={goOn} onBack={() => back()} /> : null}
      {step.at === 'invitation' ? (
        <InvitationStep secret={step.secret} onDone={onLinkDone} onBack={() => back()} />
      ) : null}
    </Entrance>
  )
}
