import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import type { DatabaseStatus } from '#shared/features/database/contract.ts'
import classes from './database.module.css'

type SizedTable = DatabaseStatus['tables'][number]

const shownAtFirst = 12
const sizeOf = ({ tableBytes, indexBytes }: SizedTable): number => tableBytes + indexBytes

/** Tables, the largest first, each with a bar: what the rows take and what the indexes take. */
export function Sizes({ tables }: Pick<DatabaseStatus, 'tables'>) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  const sorted = [...tables].sort((left, right) => sizeOf(right) - sizeOf(left))
  const largest = Math.max(1, ...sorted.slice(0, 1).map(sizeOf))
  return (
    <Section title={t('database.sizes')} description={t('database.sizesText')} actions={<Legend />}>
      <Table.ScrollContainer minWidth={640}>
        <Table fz="sm" verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={260}>{t('database.table')}</Table.Th>
              <Table.Th>{t('database.share')}</Table.Th>
              <Table.Th ta="end" w={100}>
                {t('database.tableBytes')}
              </Table.Th>
              <Table.Th ta="end" w={100}>
                {t('database.indexBytes')}
              </Table.Th>
              <Table.Th ta="end" w={110}>
                {t('database.rows')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice(0, isWhole ? undefined : shownAtFirst).map((table) => (
              <Table.Tr key={table.name}>
                <Table.Td>{table.name}</Table.Td>
                <Table.Td>
                  <Bar table={table} largest={largest} />
                </Table.Td>
                <Table.Td ta="end">{format.bytes(table.tableBytes)}</Table.Td>
                <Table.Td ta="end">{format.bytes(table.indexBytes)}</Table.Td>
                <Table.Td ta="end">{format.count(table.rows)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {sorted.length <= shownAtFirst ? null : (
        <div>
          <Button variant="default" size="xs" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('database.showLess') : t('database.showAll', { count: sorted.length })}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Legend() {
  const { t } = useTranslation('monitoring')
  return (
    <div className={classes.legend} aria-hidden>
      <span className={classes.key}>
        <span className={classes.swatch} />
        {t('database.tableBytes')}
      </span>
      <span className={classes.key}>
        <span className={classes.swatch} data-kind="index" />
        {t('database.indexBytes')}
      </span>
    </div>
  )
}

function Bar({ table, largest }: { readonly table: SizedTable; readonly largest: number }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const size = sizeOf(table)
  return (
    <div
      role="img"
      aria-label={`${t('database.sizeOf', { name: table.name })}: ${format.bytes(size)}`}
      className={classes.bar}
      style={{ width: `${(size / largest) * 100}%` }}
    >
      <div className={classes.part} style={{ flexGrow: table.tableBytes }} />
      <div className={classes.part} data-kind="index" style={{ flexGrow: table.indexBytes }} />
    </div>
  )
}
