import { Button, ScrollArea, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { LevelMark } from '../lines/level-mark.tsx'
import { type HistogramBar, levelsByWeight } from './histogram-figures.ts'

/** The figures of the histogram; stretches without a line are left out. */
export function HistogramTable(props: {
  readonly bars: readonly HistogramBar[]
  readonly onNarrow: (fromMs: number, toMs: number) => void
}) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const label = t('histogram.table')
  return (
    <ScrollArea h={160} type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}>
      <Table fz="sm" verticalSpacing={2} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('histogram.time')}</Table.Th>
            {levelsByWeight.map((level) => (
              <Table.Th key={level} ta="end">
                <LevelMark level={level} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.bars
            .filter(({ total }) => total > 0)
            .toReversed()
            .map(({ fromMs, toMs, counts }) => (
              <Table.Tr key={fromMs}>
                <Table.Td>
                  <Button size="compact-xs" variant="subtle" onClick={() => props.onNarrow(fromMs, toMs)}>
                    {format.instant(fromMs)}
                  </Button>
                </Table.Td>
                {levelsByWeight.map((level) => (
                  <Table.Td key={level} ta="end">
                    {format.count(counts.find((one) => one.level === level)?.lines ?? 0)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
