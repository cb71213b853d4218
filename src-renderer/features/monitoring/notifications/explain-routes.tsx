import { Button, List, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { Route } from '#shared/features/monitoring/contract/notifications.ts'
import { useTellingMutations } from './mutations.ts'
import { typedLabels } from './routing-values.ts'

/** Where an alert with these labels would go, by the routes that are saved. */
export function ExplainRoutes({
  routes,
  isChanged,
}: {
  readonly routes: readonly Route[]
  readonly isChanged: boolean
}) {
  const { t } = useTranslation('monitoring')
  const { explain } = useTellingMutations()
  const [text, setText] = useState('alertname=CriticalDiskSpace\nseverity=critical')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    explain.mutate({ labels: typedLabels(text) })
  }
  const numberOf = (id: string) => routes.findIndex((route) => route.id === id) + 1
  const answer = explain.data?.routes
  return (
    <Section title={t('routes.explain')} description={t('routes.explainText')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea
            autosize
            minRows={3}
            label={t('routes.explainLabels')}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" size="compact-md" variant="default" loading={explain.isPending}>
              {t('routes.explainSubmit')}
            </Button>
          </div>
          {isChanged ? (
            <Text fz={12} c="dimmed">
              {t('routes.explainSaved')}
            </Text>
          ) : null}
          {explain.error === null ? null : <ErrorPanel error={explain.error} />}
          <div role="status">
            {answer === undefined ? null : answer.length === 0 ? (
              <Text fz="sm">{t('routes.explainNobody')}</Text>
            ) : (
              <List fz="sm" withPadding>
                {answer.map(({ routeId, channels }) => (
                  <List.Item key={routeId}>
                    {t('routes.explained', { number: numberOf(routeId), channels: channels.join(', ') })}
                  </List.Item>
                ))}
              </List>
            )}
          </div>
        </Stack>
      </form>
    </Section>
  )
}
