import { useTranslation } from 'react-i18next'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { Channel, Route, Routing } from '#shared/features/monitoring/contract/notifications.ts'
import { MatcherList } from '../alerts/matchers/matcher-list.tsx'
import { useRouteTiming } from './use-route-timing.ts'

interface RouteViewProps {
  readonly route: Route
  readonly number: number
  readonly channels: readonly Channel[]
}

function RouteView({ route, number, channels }: RouteViewProps) {
  const { t } = useTranslation('monitoring')
  const timing = useRouteTiming(route)
  const told = channels.filter(({ id }) => route.channelIds.includes(id)).map(({ name }) => name)
  return (
    <Section title={t('routes.route', { number })}>
      <Facts
        facts={[
          { name: t('routes.matchers'), value: <MatcherList matchers={route.matchers} /> },
          { name: t('routes.channels'), value: told.length === 0 ? t('routes.nobody') : told.join(', ') },
          { name: t('routes.timing'), value: timing },
          ...(route.continues ? [{ name: t('routes.continues'), value: t('routes.continuesHelp') }] : []),
        ]}
      />
    </Section>
  )
}

/** Who is told of what, for those who may not change it. */
export function RoutingView({
  routing,
  channels,
}: {
  readonly routing: Routing
  readonly channels: readonly Channel[]
}) {
  const { t } = useTranslation('monitoring')
  return (
    <>
      {routing.routes.map((route, index) => (
        <RouteView key={route.id} route={route} number={index + 1} channels={channels} />
      ))}
      {routing.inhibitions.map(({ source, target, equal }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an inhibition is its place in the list
        <Section key={index} title={t('routes.inhibition', { number: index + 1 })}>
          <Facts
            facts={[
              { name: t('routes.source'), value: <MatcherList matchers={source} /> },
              { name: t('routes.target'), value: <MatcherList matchers={target} /> },
              { name: t('routes.equal'), value: equal.join(', ') },
            ]}
          />
        </Section>
      ))}
    </>
  )
}
