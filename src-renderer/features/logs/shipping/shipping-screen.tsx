import { Button } from '@mantine/core'
import { IconPlugConnected, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Count } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import { LogPages } from '../log-pages.tsx'
import { useShippingTest } from '../mutations.ts'
import { shippingQuery } from '../queries.ts'

interface Destination {
  readonly kind: 'syslog' | 'otlp'
  readonly target: string
  readonly state: 'off' | 'ok' | 'failing'
  readonly waitingLines: number
  readonly sentLines: number
  readonly droppedLines: number
  readonly lastFailure: string | null
}

const tones = { off: 'off', ok: 'good', failing: 'failed' } as const satisfies Record<Destination['state'], StateTone>

function DestinationCard({ destination }: { readonly destination: Destination }) {
  const { t } = useTranslation('logs')
  const test = useShippingTest()
  const mayManage = useMay('monitoring.manage')
  const { kind, target, state, lastFailure } = destination
  const send = () =>
    test.mutate(
      { kind },
      { onSuccess: ({ answer }) => showNotice({ tone: 'good', title: t('shipping.tested'), text: answer }) },
    )
  return (
    <Section
      title={t(`shipping.kinds.${kind}`)}
      actions={
        mayManage && state !== 'off' ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconSend size={14} aria-hidden />}
            loading={test.isPending}
            onClick={send}
          >
            {t('shipping.test')}
          </Button>
        ) : null
      }
    >
      <Facts
        facts={[
          {
            name: t('source.state'),
            value: <StateBadge tone={tones[state]}>{t(`shipping.state.${state}`)}</StateBadge>,
          },
          { name: t('shipping.target'), value: target === '' ? '–' : <code translate="no">{target}</code> },
          { name: t('shipping.sent'), value: <Count value={destination.sentLines} /> },
          { name: t('shipping.waiting'), value: <Count value={destination.waitingLines} /> },
          { name: t('shipping.dropped'), value: <Count value={destination.droppedLines} /> },
          ...(lastFailure === null
            ? []
            : [{ name: t('shipping.lastFailure'), value: <span translate="no">{lastFailure}</span> }]),
        ]}
      />
      {test.error === null ? null : <ErrorPanel error={test.error} onRetry={send} />}
    </Section>
  )
}

/** Where the log is sent besides its own file, and whether it arrives there. */
export function ShippingScreen() {
  const { t } = useTranslation('logs')
  const query = useQuery(shippingQuery())
  const maySeeSettings = useMay('settings.read')
  const settings = maySeeSettings ? (
    <Button
      variant="default"
      renderRoot={(props) => <Link {...props} to="/settings/configuration" search={{ find: 'LOG_' }} />}
    >
      {t('shipping.settings')}
    </Button>
  ) : null
  return (
    <LogPages here="shipping" description={t('page.shippingText')} actions={settings}>
      <Loaded query={query} heights={[220]}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconPlugConnected size={40} stroke={1.4} />}
              title={t('shipping.empty')}
              text={t('shipping.emptyText')}
            />
          ) : (
            items.map((destination) => <DestinationCard key={destination.kind} destination={destination} />)
          )
        }
      </Loaded>
    </LogPages>
  )
}
