import {
  ActionIcon,
  Alert,
  Chip,
  Collapse,
  Group,
  Input,
  MultiSelect,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp, IconChevronRight, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Channel, Route } from '#shared/features/monitoring/contract/notifications.ts'
import { MatchersField } from '../alerts/matchers/matchers-field.tsx'
import { IntervalField } from '../sources/interval-field.tsx'
import classes from './routes.module.css'
import { useRouteTiming } from './use-route-timing.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const officeHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }

interface CardProps {
  readonly route: Route
  readonly number: number
  readonly channels: readonly Channel[]
  readonly isUnreachable: boolean
  readonly isLast: boolean
  readonly onChange: (route: Route) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

function HoursFields({ route, onChange }: Pick<CardProps, 'route' | 'onChange'>) {
  const { t } = useTranslation('monitoring')
  const { language } = useFormat()
  const { hours } = route
  const dayName = (day: number) =>
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
  return (
    <>
      <Switch
        label={t('routes.hours')}
        description={t('routes.hoursHelp')}
        checked={hours !== null}
        onChange={(event) => onChange({ ...route, hours: event.currentTarget.checked ? officeHours : null })}
      />
      {hours === null ? null : (
        <Group gap="md" align="flex-end">
          <Input.Wrapper labelElement="div" label={t('routes.days')}>
            <Group gap={4} mt={4} role="group" aria-label={t('routes.days')}>
              {weekdays.map((day) => (
                <Chip
                  key={day}
                  size="xs"
                  checked={hours.days.includes(day)}
                  onChange={() => {
                    const days = hours.days.includes(day)
                      ? hours.days.filter((one) => one !== day)
                      : [...hours.days, day].toSorted((a, b) => a - b)
                    if (days.length > 0) onChange({ ...route, hours: { ...hours, days } })
                  }}
                >
                  {dayName(day)}
                </Chip>
              ))}
            </Group>
          </Input.Wrapper>
          {(['from', 'to'] as const).map((side) => (
            <TextInput
              key={side}
              type="time"
              size="xs"
              w={110}
              label={t(`routes.${side}`)}
              value={hours[side]}
              onChange={(event) => {
                const { value } = event.currentTarget
                if (value !== '') onChange({ ...route, hours: { ...hours, [side]: value } })
              }}
            />
          ))}
        </Group>
      )}
    </>
  )
}

function TimingFields({ route, onChange }: Pick<CardProps, 'route' | 'onChange'>) {
  const { t } = useTranslation('monitoring')
  return (
    <>
      <TagsInput
        label={t('routes.groupBy')}
        description={t('routes.groupByHelp')}
        value={route.groupBy}
        maxTags={10}
        onChange={(groupBy) =>
          onChange({ ...route, groupBy: groupBy.filter((name) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) })
        }
      />
      <Group align="flex-start">
        <IntervalField
          label={t('routes.wait')}
          min={0}
          max={3600}
          value={route.groupWaitSeconds}
          onChange={(groupWaitSeconds) => onChange({ ...route, groupWaitSeconds })}
        />
        <IntervalField
          label={t('routes.interval')}
          min={10}
          max={86_400}
          step={60}
          value={route.groupIntervalSeconds}
          onChange={(groupIntervalSeconds) => onChange({ ...route, groupIntervalSeconds })}
        />
        <IntervalField
          label={t('routes.repeat')}
          min={60}
          max={30 * 86_400}
          step={3600}
          value={route.repeatSeconds}
          onChange={(repeatSeconds) => onChange({ ...route, repeatSeconds })}
        />
      </Group>
      <Switch
        label={t('routes.digest')}
        description={t('routes.digestHelp')}
        checked={route.digestAt !== null}
        onChange={(event) => onChange({ ...route, digestAt: event.currentTarget.checked ? '09:00' : null })}
      />
      {route.digestAt === null ? null : (
        <TextInput
          type="time"
          size="xs"
          w={110}
          label={t('routes.digestAt')}
          value={route.digestAt}
          onChange={(event) => {
            const { value } = event.currentTarget
            if (value !== '') onChange({ ...route, digestAt: value })
          }}
        />
      )}
    </>
  )
}

/** When it tells, in one line, and behind it everything that decides so. */
function Fold({ route, onChange }: Pick<CardProps, 'route' | 'onChange'>) {
  const { t } = useTranslation('monitoring')
  const timing = useRouteTiming(route)
  const [open, fold] = useDisclosure(false)
  const id = useId()
  return (
    <div>
      <UnstyledButton className={classes.fold} aria-expanded={open} aria-controls={id} onClick={fold.toggle}>
        <IconChevronRight size={16} aria-hidden className={classes.chevron} />
        <Text fz="sm" fw={500} component="span">
          {t('routes.timing')}
        </Text>
        <Text fz="sm" c="dimmed" component="span">
          {timing}
        </Text>
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <Stack gap="md" pt="sm">
          <TimingFields route={route} onChange={onChange} />
          <HoursFields route={route} onChange={onChange} />
          <Switch
            label={t('routes.tellsResolved')}
            checked={route.tellsResolved}
            onChange={(event) => onChange({ ...route, tellsResolved: event.currentTarget.checked })}
          />
        </Stack>
      </Collapse>
    </div>
  )
}

function CardHead({ number, isLast, onMove, onRemove }: CardProps) {
  const { t } = useTranslation('monitoring')
  const buttons = [
    { key: 'up', icon: IconArrowUp, disabled: number === 1, run: () => onMove(-1) },
    { key: 'down', icon: IconArrowDown, disabled: isLast, run: () => onMove(1) },
    { key: 'remove', icon: IconTrash, disabled: false, run: onRemove },
  ] as const
  return (
    <Group gap={2} justify="flex-end">
      {buttons.map(({ key, icon: Icon, disabled, run }) => (
        <Tooltip key={key} label={t(`routes.${key}`, { number })}>
          <ActionIcon aria-label={t(`routes.${key}`, { number })} disabled={disabled} onClick={run}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  )
}

/** One route: which alerts it takes, whom it tells, and when. */
export function RouteCard(props: CardProps) {
  const { t } = useTranslation('monitoring')
  const { route, number, onChange } = props
  return (
    <fieldset className={classes.card}>
      <legend className={classes.legend}>{t('routes.route', { number })}</legend>
      <Stack gap="md">
        <CardHead {...props} />
        {props.isUnreachable ? (
          <Alert variant="default">
            <Text fz="sm">{t('routes.unreachable')}</Text>
          </Alert>
        ) : null}
        <MatchersField
          label={t('routes.matchers')}
          description={route.matchers.length === 0 ? t('routes.takesAll') : t('routes.takes')}
          value={route.matchers}
          onChange={(matchers) => onChange({ ...route, matchers: [...matchers] })}
        />
        <MultiSelect
          label={t('routes.channels')}
          description={route.channelIds.length === 0 ? t('routes.tellsNobody') : undefined}
          data={props.channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={route.channelIds}
          maxValues={20}
          onChange={(channelIds) => onChange({ ...route, channelIds })}
        />
        <Fold route={route} onChange={onChange} />
        <Switch
          label={t('routes.continues')}
          description={t('routes.continuesHelp')}
          checked={route.continues}
          onChange={(event) => onChange({ ...route, continues: event.currentTarget.checked })}
        />
      </Stack>
    </fieldset>
  )
}
