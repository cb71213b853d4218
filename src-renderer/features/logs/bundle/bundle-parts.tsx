import { Checkbox, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import classes from './bundle.module.css'
import type { BundlePart } from './bundle-choice.ts'

interface ShownPart extends BundlePart {
  readonly sample: string
}

interface BundleContent {
  readonly parts: readonly ShownPart[]
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[]
}

const knownReasons = ['never-data', 'never-secrets', 'nothing-there'] as const
const knownNames = ['database', 'backups', 'secrets', 'audit-log'] as const
const knownParts = [
  { name: 'about.json', key: 'about' },
  { name: 'settings.json', key: 'settings' },
  { name: 'logs/kuraban.jsonl', key: 'logs' },
] as const

function Part(props: { readonly part: ShownPart; readonly isIn: boolean; readonly onToggle: () => void }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const { name, bytes, redactions, sample } = props.part
  const known = knownParts.find((one) => one.name === name)?.key
  return (
    <li className={classes.part}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Checkbox
          checked={props.isIn}
          onChange={props.onToggle}
          label={<code translate="no">{name}</code>}
          description={known === undefined ? undefined : t(`bundle.part.${known}`)}
        />
        <Text fz="sm" c="dimmed" className={classes.figures}>
          {format.bytes(bytes)} · {t('bundle.redactions', { count: redactions, shown: format.count(redactions) })}
        </Text>
      </Group>
      <details className={classes.sample}>
        <summary>{t('bundle.sample')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
        <pre tabIndex={0} translate="no">
          {sample}
        </pre>
      </details>
    </li>
  )
}

function LeftOut({ leftOut }: Pick<BundleContent, 'leftOut'>) {
  const { t } = useTranslation('logs')
  return (
    <Section title={t('bundle.leftOutTitle')} description={t('bundle.leftOutText')}>
      <ul className={classes.list}>
        {leftOut.map(({ name, reason }) => {
          const knownName = knownNames.find((one) => one === name)
          const knownReason = knownReasons.find((one) => one === reason)
          return (
            <li key={name}>
              {knownName === undefined ? <code translate="no">{name}</code> : t(`bundle.never.${knownName}`)}
              {' – '}
              {knownReason === undefined ? reason : t(`bundle.reason.${knownReason}`)}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Every part of a bundle with what was made unreadable in it, to be read before it leaves, and what is never inside. */
export function BundleParts(props: {
  readonly content: BundleContent
  readonly without: ReadonlySet<string>
  readonly onToggle: (name: string) => void
}) {
  const { t } = useTranslation('logs')
  const { parts, leftOut } = props.content
  return (
    <Stack gap="md">
      <Section title={t('bundle.partsTitle')} description={t('bundle.partsText')}>
        <ul className={classes.parts}>
          {parts.map((part) => (
            <Part
              key={part.name}
              part={part}
              isIn={!props.without.has(part.name)}
              onToggle={() => props.onToggle(part.name)}
            />
          ))}
        </ul>
      </Section>
      {leftOut.length === 0 ? null : <LeftOut leftOut={leftOut} />}
    </Stack>
  )
}
