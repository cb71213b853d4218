import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { DatabaseStatus } from '#shared/features/database/contract.ts'
import classes from './database.module.css'
import { DatabasePages } from './database-pages.tsx'
import { databaseStatusQuery } from './queries.ts'
import { Sizes } from './sizes.tsx'

function Tile(props: { readonly name: string; readonly value: string; readonly detail?: string }) {
  return (
    <div className={classes.tile}>
      <Text fz="sm" c="dimmed">
        {props.name}
      </Text>
      <span className={classes.number}>{props.value}</span>
      {props.detail === undefined ? null : (
        <Text fz="sm" c="dimmed">
          {props.detail}
        </Text>
      )}
    </div>
  )
}

function Glance({ status }: { readonly status: DatabaseStatus }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { engine, version, sizeBytes, pool, slowQueryMs } = status
  return (
    <>
      {pool.waiting === 0 ? null : (
        <Text className={classes.line} role="status">
          <StateIcon tone="warning" />
          {t('database.waitingTooLong')}
        </Text>
      )}
      <div className={classes.glance}>
        <Tile name={t('database.size')} value={format.bytes(sizeBytes)} />
        <Tile name={t('database.version')} value={t(`database.engine.${engine}`)} detail={version} />
        <Tile
          name={t('database.connections')}
          value={t('database.connectionsUse', { used: pool.used, limit: pool.limit })}
          detail={t('database.connectionsDetail', { idle: pool.idle, waiting: pool.waiting })}
        />
        <Tile name={t('database.slowFrom')} value={`${format.count(slowQueryMs)} ms`} />
      </div>
    </>
  )
}

/** Which database it is, how large, and whether it has connections to spare. */
export function DatabaseScreen() {
  const query = useQuery(databaseStatusQuery())
  return (
    <DatabasePages here="overview">
      <Loaded query={query} heights={[104, 420]}>
        {(status) => (
          <>
            <Glance status={status} />
            <Sizes tables={status.tables} />
          </>
        )}
      </Loaded>
    </DatabasePages>
  )
}
