import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { unitText } from '../plots/unit-text.ts'
import { collectorsQuery } from './queries.ts'
import { WideTable } from './wide-table.tsx'

/** Whether the program's own collectors work, and what they cost. */
export function Collectors() {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const query = useQuery(collectorsQuery())
  return (
    <Section title={t('host.collectors')} description={t('host.collectorsText')}>
      <Loaded query={query} heights={[120]}>
        {({ items }) => (
          <WideTable label={t('host.collectors')} minWidth={400}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('host.collector')}</Table.Th>
                <Table.Th>{t('host.state')}</Table.Th>
                <Table.Th ta="end">{t('host.took')}</Table.Th>
                <Table.Th ta="end">{t('host.samples')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.name}>
                  <Table.Td>{one.name}</Table.Td>
                  <Table.Td>
                    <StateBadge tone={one.isUp ? 'good' : 'failed'}>{t(one.isUp ? 'host.up' : 'host.down')}</StateBadge>
                    {one.lastError === null ? null : ` ${one.lastError}`}
                  </Table.Td>
                  <Table.Td ta="end">
                    {one.lastDurationMs === null ? '–' : unitText(format, 'seconds', one.lastDurationMs / 1000)}
                  </Table.Td>
                  <Table.Td ta="end">{format.count(one.samples)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        )}
      </Loaded>
    </Section>
  )
}
