import { Collapse, SegmentedControl, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateBadge, StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import classes from './centre.module.css'
import { MendButton } from './mending.tsx'
import { useCheckText } from './use-check-text.ts'
import { checkTones, evidenceFor, itemState, type OwaspItem, type OwaspYear, owaspItems } from './verdict.ts'

function Evidence({ checks }: { readonly checks: readonly SecurityCheck[] }) {
  const { t } = useTranslation('security')
  const write = useCheckText()
  if (checks.length === 0)
    return (
      <Text fz="sm" c="dimmed" className={classes.checks}>
        {t('centre.owasp.noChecks')}
      </Text>
    )
  return (
    <ul className={classes.checks}>
      {checks.map((check) => {
        const text = write(check)
        return (
          <li key={check.id} className={classes.check}>
            <StateIcon tone={checkTones[check.state]} size={16} />
            <div className={classes.words}>
              <Text fz="sm">
                <b>{text.title}</b>　{text.sentence}
              </Text>
              <Text fz="sm" c="dimmed" component="div">
                {text.figures === '' ? null : `${text.figures} · `}
                {t('centre.checked')}
                <RelativeTime at={check.checkedAt} />
              </Text>
            </div>
            {check.state === 'bad' || check.state === 'weak' ? <MendButton check={check} label={text.mend} /> : null}
          </li>
        )
      })}
    </ul>
  )
}

function Item(props: {
  readonly year: OwaspYear
  readonly item: OwaspItem
  readonly checks: readonly SecurityCheck[]
}) {
  const { t } = useTranslation('security')
  const [open, panel] = useDisclosure(false)
  const panelId = useId()
  const { year, item } = props
  const evidence = evidenceFor(props.checks, year, item)
  const state = itemState(evidence)
  return (
    <li className={classes.item}>
      <UnstyledButton className={classes.head} aria-expanded={open} aria-controls={panelId} onClick={panel.toggle}>
        <IconChevronRight size={16} aria-hidden className={classes.chevron} />
        <span className={classes.number}>{item}</span>
        <Text span className={classes.words}>
          {t(`centre.owaspTitle.${year}.${item}`)}
        </Text>
        <Text span fz="sm" c="dimmed">
          {t('centre.owasp.checks', { count: evidence.length })}
        </Text>
        <StateBadge tone={checkTones[state]}>{t(`centre.state.${state}`)}</StateBadge>
      </UnstyledButton>
      <Collapse expanded={open} id={panelId}>
        <Evidence checks={evidence} />
      </Collapse>
    </li>
  )
}

/** The OWASP Top 10, item by item, with what was checked as its evidence and when. */
export function Owasp({ checks }: { readonly checks: readonly SecurityCheck[] }) {
  const { t } = useTranslation('security')
  const [year, setYear] = useLocalStorage<OwaspYear>({ key: 'kuraban.security.owasp', defaultValue: '2025' })
  return (
    <Section
      title={t('centre.owasp.title')}
      description={t('centre.owasp.text')}
      actions={
        <SegmentedControl
          size="xs"
          flex="none"
          aria-label={t('centre.owasp.year')}
          value={year}
          onChange={(value) => setYear(value === '2021' ? '2021' : '2025')}
          data={['2025', '2021']}
        />
      }
    >
      <ul className={classes.list}>
        {owaspItems.map((item) => (
          <Item key={`${year} ${item}`} year={year} item={item} checks={checks} />
        ))}
      </ul>
    </Section>
  )
}
