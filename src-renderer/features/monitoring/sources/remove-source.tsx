import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'

/** Deletes something that is watched, after saying what goes with it. */
export function RemoveSource(props: {
  readonly name: string
  readonly lost: string
  readonly remove: {
    readonly isPending: boolean
    readonly error: unknown
    readonly reset: () => void
    readonly mutate: (input: { readonly id: string }, options: { readonly onSuccess: () => void }) => void
  }
  readonly id: string
  readonly onGone: () => void
}) {
  const { t } = useTranslation('monitoring')
  const [asking, setAsking] = useState(false)
  const { name, remove } = props
  const confirm = () =>
    remove.mutate(
      { id: props.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('sources.removed', { name }) })
          props.onGone()
        },
      },
    )
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('sources.remove')}
      </Button>
      <ConfirmDanger
        opened={asking}
        title={t('sources.removeTitle', { name })}
        lost={[props.lost]}
        kept={[t('sources.removeKept')]}
        action={t('sources.remove')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => {
          remove.reset()
          setAsking(false)
        }}
      />
    </>
  )
}
