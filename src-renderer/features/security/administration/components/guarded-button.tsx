import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import { decisionQuery } from '../queries.ts'
import { useDecisionText } from './use-decision-text.ts'

interface GuardedProps extends ButtonProps {
  readonly permission: Permission
  readonly onClick: () => void
}

function RefusedButton({ permission, onClick: _onClick, ...props }: GuardedProps) {
  const { t } = useTranslation('security')
  const write = useDecisionText()
  const reasonId = useId()
  const [asked, setAsked] = useState(false)
  const decision = useQuery({ ...decisionQuery(permission), enabled: asked }).data
  const reason = decision === undefined ? t('decision.asking') : write(decision)
  const ask = () => setAsked(true)
  return (
    <>
      <Tooltip label={reason} multiline maw={360}>
        <Button
          {...props}
          data-disabled
          aria-disabled
          aria-describedby={reasonId}
          onClick={(event) => event.preventDefault()}
          onFocus={ask}
          onMouseEnter={ask}
        />
      </Tooltip>
      <span id={reasonId} hidden>
        {reason}
      </span>
    </>
  )
}

/** A button that tells why it cannot be used where a right is missing; it stays reachable by keyboard. */
export function GuardedButton(props: GuardedProps) {
  const may = useMay(props.permission)
  if (!may) return <RefusedButton {...props} />
  const { permission: _permission, ...button } = props
  return <Button {...button} />
}
