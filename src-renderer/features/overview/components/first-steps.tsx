import { Button, Text, Title } from '@mantine/core'
import { IconCircleCheckFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import classes from './first-steps.module.css'

const steps = ['repository', 'job', 'run'] as const

function StepButton({ step }: { readonly step: (typeof steps)[number] }) {
  const { t } = useTranslation('overview')
  if (!useMay('backup.manage')) return null
  if (step === 'repository')
    return (
      <Button renderRoot={(props) => <Link to="/backup/repositories/new" {...props} />}>{t('begin.action')}</Button>
    )
  return <Button renderRoot={(props) => <Link to="/backup/jobs/new" {...props} />}>{t('begin.job')}</Button>
}

/** Nothing is protected yet: the way to the first backup in three steps, the next one with its button. */
export function FirstSteps({ hasRepository }: { readonly hasRepository: boolean }) {
  const { t } = useTranslation('overview')
  const current = hasRepository ? 1 : 0
  return (
    <Section title={t('begin.title')} description={t('begin.text')}>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step} className={classes.step} aria-current={index === current ? 'step' : undefined}>
            {index < current ? (
              <IconCircleCheckFilled size={28} aria-hidden className={classes.done} />
            ) : (
              <span className={classes.number} aria-hidden>
                {index + 1}
              </span>
            )}
            <div className={classes.words}>
              <Title order={3}>{t(`begin.steps.${step}`)}</Title>
              <Text fz="sm" c="dimmed">
                {t(`begin.steps.${step}Text`)}
              </Text>
            </div>
            {index === current ? <StepButton step={step} /> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}
