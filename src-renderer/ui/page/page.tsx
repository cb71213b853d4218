import { Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './page.module.css'

/** A step of the way here. */
export interface Crumb {
  readonly label: string
  readonly link: LinkProps
}

/** Head of a page: the way here, its title (also of the window), a sentence of state, and its actions at the right. */
export function PageHeader(props: {
  readonly title: string
  readonly crumbs?: readonly Crumb[]
  readonly badge?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
}) {
  const { t } = useTranslation('ui')
  useDocumentTitle(`${props.title} – Kuraban`)
  return (
    <header className={classes.header}>
      {props.crumbs === undefined || props.crumbs.length === 0 ? null : (
        <nav aria-label={t('page.breadcrumb')}>
          <ol className={classes.crumbs}>
            {props.crumbs.map((crumb) => (
              <li key={crumb.label}>
                <Link {...crumb.link} className={classes.crumb}>
                  {crumb.label}
                </Link>
                <IconChevronRight size={14} aria-hidden />
              </li>
            ))}
          </ol>
        </nav>
      )}
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
