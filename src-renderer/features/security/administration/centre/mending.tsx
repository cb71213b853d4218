import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import classes from './centre.module.css'
import { useCheckText } from './use-check-text.ts'
import { checkTones, toMend } from './verdict.ts'

/** Leads to where a check is mended: an address of these screens. */
export function MendButton(props: {
  readonly check: SecurityCheck
  readonly label: string
  readonly variant?: 'filled' | 'default'
}) {
  const { mend } = props.check
  if (mend === null || !mend.startsWith('/')) return null
  return (
    <Button size="compact-sm" variant={props.variant ?? 'default'} component="a" href={`#${mend}`}>
      {props.label}
    </Button>
  )
}

/** What needs mending, worst first, each with the button that leads there. */
export function Mending({ checks }: { readonly checks: readonly SecurityCheck[] }) {
  const { t } = useTranslation('security')
  const write = useCheckText()
  const weak = toMend(checks)
  if (weak.length === 0) return null
  return (
    <Section title={t('centre.mending')} description={t('centre.mendingText')}>
      <ul className={classes.list}>
        {weak.map((check, index) => {
          const text = write(check)
          return (
            <li key={check.id} className={classes.row}>
              <StateIcon tone={checkTones[check.state]} />
              <div className={classes.words}>
                <Text fw={500}>{text.sentence}</Text>
                <Text fz="sm" c="dimmed">
                  {[text.title, text.figures].filter((part) => part !== '').join(' · ')}
                </Text>
              </div>
              <MendButton check={check} label={text.mend} variant={index === 0 ? 'filled' : 'default'} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
