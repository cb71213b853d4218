import { Button, Stack, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { type Channel, type Routing, routingSchema } from '#shared/features/monitoring/contract/notifications.ts'
import { formCheck } from '../form-check.ts'
import { ExplainRoutes } from './explain-routes.tsx'
import { InhibitionCard } from './inhibition-card.tsx'
import { useTellingMutations } from './mutations.ts'
import { channelsQuery, routingQuery } from './queries.ts'
import { RouteCard } from './route-card.tsx'
import classes from './routes.module.css'
import { moved, newInhibition, newRoute, replaced, unreachableFrom } from './routing-values.ts'
import { RoutingView } from './routing-view.tsx'
import { TellingPages } from './telling-pages.tsx'

const routingCheck = formCheck<Routing>({ schema: routingSchema, of: (values) => values })

interface EditorProps {
  readonly routing: Routing
  readonly channels: readonly Channel[]
}

type RoutingForm = ReturnType<typeof useForm<Routing>>

function RouteList({ form, channels }: { readonly form: RoutingForm; readonly channels: readonly Channel[] }) {
  const { t } = useTranslation('monitoring')
  const { routes } = form.values
  const unreachable = unreachableFrom(routes)
  const set = (next: Routing['routes'] | readonly Routing['routes'][number][]) => form.set('routes', [...next])
  return (
    <>
      {routes.map((route, index) => (
        <RouteCard
          key={route.id}
          route={route}
          number={index + 1}
          channels={channels}
          isUnreachable={index >= unreachable}
          isLast={index === routes.length - 1}
          onChange={(changed) => set(replaced(routes, index, changed))}
          onMove={(by) => set(moved(routes, index, by))}
          onRemove={() => set(routes.filter((one) => one !== route))}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set([...routes, newRoute(crypto.randomUUID())])}
        >
          {t('routes.add')}
        </Button>
      </div>
    </>
  )
}

function InhibitionList({ form }: { readonly form: RoutingForm }) {
  const { t } = useTranslation('monitoring')
  const { inhibitions } = form.values
  return (
    <>
      <Title order={2} fz="md">
        {t('routes.inhibitions')}
      </Title>
      {inhibitions.map((inhibition, index) => (
        <InhibitionCard
          // biome-ignore lint/suspicious/noArrayIndexKey: an inhibition is its place in the list
          key={index}
          inhibition={inhibition}
          number={index + 1}
          onChange={(changed) => form.set('inhibitions', [...replaced(inhibitions, index, changed)])}
          onRemove={() =>
            form.set(
              'inhibitions',
              inhibitions.filter((one) => one !== inhibition),
            )
          }
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.set('inhibitions', [...inhibitions, newInhibition])}
        >
          {t('routes.addInhibition')}
        </Button>
      </div>
    </>
  )
}

function RoutingEditor({ routing, channels }: EditorProps) {
  const { t } = useTranslation('monitoring')
  const { saveRouting } = useTellingMutations()
  const form = useForm<Routing>({
    schema: routingCheck,
    initial: routing,
    draftKey: 'monitoring-routing',
    save: async (values) => {
      await saveRouting.mutateAsync(values)
      showNotice({ tone: 'good', title: t('routes.saved') })
    },
  })
  return (
    <div className={classes.columns}>
      <FormPage form={form} wide label={t('telling.pages.routes')} submitLabel={t('sources.save')}>
        <Stack gap="md">
          <RouteList form={form} channels={channels} />
          <InhibitionList form={form} />
        </Stack>
      </FormPage>
      <div className={classes.aside}>
        <ExplainRoutes routes={routing.routes} isChanged={form.dirty} />
      </div>
    </div>
  )
}

/** Who is told of what, in order, and what is kept quiet because its cause is known. */
export function RoutesScreen() {
  const routing = useQuery(routingQuery())
  const channels = useQuery(channelsQuery()).data?.items ?? []
  const mayManage = useMay('monitoring.manage')
  return (
    <TellingPages here="routes" fill={false}>
      <Loaded query={routing} heights={[320, 320]}>
        {(data) =>
          mayManage ? (
            <RoutingEditor routing={data} channels={channels} />
          ) : (
            <div className={classes.columns}>
              <Stack gap="md">
                <RoutingView routing={data} channels={channels} />
              </Stack>
              <ExplainRoutes routes={data.routes} isChanged={false} />
            </div>
          )
        }
      </Loaded>
    </TellingPages>
  )
}
