import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Logo } from '#renderer/ui/logo.tsx'
import type { Language } from '#shared/contract/identifiers.ts'
import classes from './entrance.module.css'

/** The page before the shell, or what lies above it: one card in the middle, the language at its top. */
export function Entrance(props: {
  readonly title: string
  readonly siteName: string
  readonly onLanguage: (language: Language) => void
  /** Lies above a screen that is kept, which has the landmarks already. */
  readonly isAbove?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const Frame = props.isAbove === true ? 'div' : 'main'
  useDocumentTitle(`${props.title} – Kuraban`)
  return (
    <Frame className={classes.page}>
      <div className={classes.card}>
        <Group justify="space-between" mb="lg">
          <Group gap={10}>
            <span className={classes.logo}>
              <Logo size={28} />
            </span>
            <Text fw={600}>{props.siteName}</Text>
          </Group>
          <SegmentedControl
            size="xs"
            aria-label={t('language')}
            value={language}
            onChange={(value) => props.onLanguage(value === 'en' ? 'en' : 'ja')}
            data={[
              { value: 'ja', label: <span lang="ja">日本語</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
          />
        </Group>
        <Stack gap="md">
          <Title order={1}>{props.title}</Title>
          {props.children}
        </Stack>
      </div>
    </Frame>
  )
}
