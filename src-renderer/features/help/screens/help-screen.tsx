import { Accordion, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { KeyboardMap } from '#renderer/ui/keyboard/keyboard-help.tsx'
import { Page, PageHeader, Section } from '#renderer/ui/page/page.tsx'

const questions = ['begin', 'sheet', 'close', 'verify', 'password'] as const

/** Short answers and the keys. */
export function HelpScreen() {
  const { t } = useTranslation('help')
  return (
    <Page>
      <PageHeader title={t('title')} />
      <Section title={t('questions')}>
        <Accordion variant="default" order={3}>
          {questions.map((key) => (
            <Accordion.Item key={key} value={key}>
              <Accordion.Control>{t(`${key}.question`)}</Accordion.Control>
              <Accordion.Panel>
                <Text>{t(`${key}.answer`)}</Text>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      </Section>
      <Section title={t('keyboard')} description={t('keyboardText')}>
        <KeyboardMap />
      </Section>
    </Page>
  )
}
