import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { GuardedButton } from '../components/guarded-button.tsx'

/** The button of a step: asks with its consequences before it acts. */
export function ConfirmedStep(props: {
  readonly label: string
  readonly icon: ReactNode
  readonly title: string
  readonly lost: readonly string[]
  readonly kept: readonly string[]
  readonly phrase?: string
  readonly pending: boolean
  readonly error: unknown
  /** Acts, and calls back once it is done. */
  readonly act: (done: () => void) => void
  readonly reset: () => void
}) {
  const [asking, ask] = useDisclosure(false)
  return (
    <>
      <GuardedButton permission="security.manage" variant="default" leftSection={props.icon} onClick={ask.open}>
        {props.label}
      </GuardedButton>
      <ConfirmDanger
        opened={asking}
        title={props.title}
        lost={props.lost}
        kept={props.kept}
        phrase={props.phrase}
        action={props.label}
        pending={props.pending}
        error={props.error}
        onConfirm={() => props.act(ask.close)}
        onClose={() => {
          props.reset()
          ask.close()
        }}
      />
    </>
  )
}
