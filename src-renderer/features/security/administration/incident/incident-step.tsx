import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './incident.module.css'

/** One step of the plan that is one button: what it does, what it does not, and how things stand. */
export function IncidentStep(props: {
  readonly number: number
  readonly title: string
  readonly does: string
  readonly doesNot: string
  readonly state?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation('security')
  return (
    <li className={classes.step}>
      <div className={classes.number} aria-hidden>
        {props.number}
      </div>
      <div className={classes.body}>
        <div className={classes.title}>
          <h3 className={classes.heading}>{props.title}</h3>
          {props.state}
        </div>
        <dl className={classes.facts}>
          <dt>{t('incident.does')}</dt>
          <dd>{props.does}</dd>
          <dt>{t('incident.doesNot')}</dt>
          <dd>
            <Text span fz="sm" c="dimmed">
              {props.doesNot}
            </Text>
          </dd>
        </dl>
        <div>{props.children}</div>
      </div>
    </li>
  )
}
