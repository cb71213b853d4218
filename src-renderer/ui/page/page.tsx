import { Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { type ReactNode, use } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { CrumbSlot } from './crumb-slot.ts'
import classes from './page.module.css'

/** A step of the way here. */
export interface Crumb {
  readonly label: string
  readonly link: LinkProps
}

function Crumbs({ crumbs, title }: { readonly crumbs: readonly Crumb[]; readonly title: string }) {
  const { t } = useTranslation('ui')
  const slot = use(CrumbSlot)
  if (slot === null) return null
  return createPortal(
    <nav aria-label={t('page.breadcrumb')}>
      <ol className={classes.crumbs}>
        {crumbs.map((crumb) => (
          <li key={crumb.label}>
            <Link {...crumb.link} className={classes.crumb}>
              {crumb.label}
            </Link>
            <IconChevronRight size={14} aria-hidden />
          </li>
        ))}
        <li aria-current="page" className={classes.here}>
          {title}
        </li>
      </ol>
    </nav>,
    slot,
  )
}

/** Head of a page: the way here (shown in the top bar), its title (also of the window), its state and its actions. */
export function PageHeader(props: {
  readonly title: string
  readonly crumbs?: readonly Crumb[]
  readonly badge?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
}) {
  useDocumentTitle(`${props.title} – Kuraban`)
  return (
    <header className={classes.header}>
      <Crumbs crumbs={props.crumbs ?? []} title={props.title} />
      <Group justify="space-between" gap="md" align="center">
        <Group gap="sm" className={classes.title}>
          <Title order={1}>{props.title}</Title>
          {props.badge}
        </Group>
        {props.actions === undefined ? null : <Group gap="xs">{props.actions}</Group>}
      </Group>
      {props.description === undefined ? null : (
        <Text c="dimmed" fz="sm" component="div">
          {props.description}
        </Text>
      )}
    </header>
  )
}

/** A page: cards in one column, or with `fill` one table that takes the whole height. */
export function Page({ children, fill = false }: { readonly children: ReactNode; readonly fill?: boolean }) {
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      {children}
    </div>
  )
}

/** A card with a heading and, at its right, what one can do there. */
export function Section(props: {
  readonly title: string
  readonly icon?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={classes.section} aria-label={props.title}>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Stack gap={0}>
          <Group gap={8} wrap="nowrap">
            {props.icon}
            <Title order={2} fz="md">
              {props.title}
            </Title>
          </Group>
          {props.description === undefined ? null : (
            <Text c="dimmed" fz="sm" component="div">
              {props.description}
            </Text>
          )}
        </Stack>
        {props.actions}
      </Group>
      {props.children}
    </section>
  )
}

/** Facts as names and values, for details and settings. */
export function Facts({ facts }: { readonly facts: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
