import { Alert, Button, Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { Rule } from '#shared/features/monitoring/values.ts'
import { SeverityBadge } from '../alerts/alert-state.tsx'
import { Runbook } from '../alerts/detail/runbook.tsx'
import { MatcherList } from '../alerts/matchers/matcher-list.tsx'
import { matchersOf } from '../alerts/matchers/matcher-text.ts'
import { useRuleMutations } from './mutations.ts'
import { ruleQuery } from './queries.ts'
import { RuleHealth } from './rule-health.tsx'
import { RulePlot } from './rule-plot.tsx'
import { TuneForm } from './tune-form.tsx'

const day = 86_400_000

function RuleFacts({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <Section title={t('rules.facts.title')}>
      <Facts
        facts={[
          {
            name: t('rules.facts.expression'),
            value: (
              <code translate="no" style={{ fontSize: 12.5, whiteSpace: 'pre-wrap' }}>
                {rule.expression}
              </code>
            ),
          },
          { name: t('rules.facts.file'), value: `${rule.file} / ${rule.group}` },
          { name: t('rules.facts.interval'), value: format.duration(rule.intervalSeconds * 1000) },
          {
            name: t('rules.facts.evaluated'),
            value: rule.lastEvaluatedAt === null ? t('rules.never') : <RelativeTime at={rule.lastEvaluatedAt} />,
          },
          { name: t('rules.facts.labels'), value: <MatcherList matchers={matchersOf(rule.labels)} /> },
        ]}
      />
    </Section>
  )
}

function SwitchRule({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('monitoring')
  const { tune } = useRuleMutations()
  const report = useFailureNotice()
  const { id, name } = rule
  const change = (isEnabled: boolean) =>
    tune.mutate(
      { id, isEnabled },
      {
        onSuccess: () =>
          showNotice({
            id: `rule-${id}`,
            tone: isEnabled ? 'good' : 'information',
            title: t(isEnabled ? 'rules.turnedOn' : 'rules.turnedOff', { name }),
            action: {
              label: t('rules.undo'),
              run: () => tune.mutate({ id, isEnabled: !isEnabled }, { onError: report }),
            },
          }),
        onError: report,
      },
    )
  return (
    <Switch
      label={t('rules.isEnabled')}
      description={t('rules.isEnabledHelp')}
      checked={rule.isEnabled}
      disabled={tune.isPending}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  )
}

function ResetTuning({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('monitoring')
  const { resetTuning } = useRuleMutations()
  const report = useFailureNotice()
  if (rule.override === null && rule.isEnabled) return null
  const reset = () =>
    resetTuning.mutate(
      { id: rule.id },
      {
        onSuccess: () => showNotice({ tone: 'good', title: t('rules.wasReset', { name: rule.name }) }),
        onError: report,
      },
    )
  return (
    <Button size="compact-sm" variant="default" loading={resetTuning.isPending} onClick={reset}>
      {t('rules.reset')}
    </Button>
  )
}

function Trouble({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('monitoring')
  if (rule.health !== 'error' && rule.health !== 'no-data') return null
  const isError = rule.health === 'error'
  return (
    <Alert variant="default" icon={<StateIcon tone={isError ? 'failed' : 'warning'} size={20} />}>
      <Text fz="sm" fw={600}>
        {t(isError ? 'rules.errorTitle' : 'rules.noDataTitle')}
      </Text>
      <Text fz="sm">{isError ? rule.lastError : t('rules.noDataText')}</Text>
    </Alert>
  )
}

function Detail({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('monitoring')
  const mayManage = useMay('monitoring.manage')
  const [threshold, setThreshold] = useState(rule.threshold)
  const [window] = useState(() => ({ fromMs: Date.now() - day, toMs: Date.now() }))
  return (
    <Stack gap="md">
      <Trouble rule={rule} />
      <Section title={t('rules.lastDay')} description={t('rules.lastDayText')}>
        <RulePlot
          ruleId={rule.id}
          title={rule.name}
          window={window}
          expression={rule.expression}
          threshold={threshold}
          severity={rule.severity}
        />
      </Section>
      {mayManage ? (
        <Section title={t('rules.tune')} description={t('rules.tuneText')} actions={<ResetTuning rule={rule} />}>
          <Stack gap="md">
            <TuneForm key={JSON.stringify(rule.override)} rule={rule} onThreshold={setThreshold} />
            <SwitchRule rule={rule} />
          </Stack>
        </Section>
      ) : null}
      <RuleFacts rule={rule} />
      {rule.hasRunbook ? <Runbook name={rule.name} /> : null}
    </Stack>
  )
}

/** One rule: how it does, the last day of its figures, and what can be changed about it. */
export function RuleDrawer({ ruleId, onClose }: { readonly ruleId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('monitoring')
  const query = useQuery(ruleQuery(ruleId))
  const rule = query.data
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={rule?.name ?? t('rules.pages.list')}
      badge={
        rule === undefined ? undefined : (
          <>
            {rule.severity === null ? null : <SeverityBadge severity={rule.severity} />}
            <RuleHealth rule={rule} />
          </>
        )
      }
    >
      <Loaded query={query} heights={[240, 160, 200]}>
        {(data) => <Detail rule={data} />}
      </Loaded>
    </DetailDrawer>
  )
}
