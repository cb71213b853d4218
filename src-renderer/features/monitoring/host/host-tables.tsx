import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import { limits, toneOfShare, usedShare } from './findings.ts'
import classes from './host.module.css'
import { Meter } from './meter.tsx'
import { WideTable } from './wide-table.tsx'

interface ViewProps {
  readonly view: HostView
}

function Rows(props: { readonly label: string; readonly heads: readonly string[]; readonly children: ReactNode }) {
  return (
    <WideTable label={props.label} minWidth={360}>
      <Table.Thead>
        <Table.Tr>
          {props.heads.map((head, index) => (
            <Table.Th key={head} ta={index === 0 ? 'start' : 'end'}>
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{props.children}</Table.Tbody>
    </WideTable>
  )
}

const dash = '–'

function FileSystems({ view }: ViewProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <Section title={t('host.fileSystems')}>
      <WideTable label={t('host.fileSystems')} minWidth={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('host.mountPoint')}</Table.Th>
            <Table.Th w={90}>{t('host.type')}</Table.Th>
            <Table.Th w="34%">{t('host.used')}</Table.Th>
            <Table.Th ta="end">{t('host.free')}</Table.Th>
            <Table.Th ta="end">{t('host.size')}</Table.Th>
            <Table.Th ta="end">{t('host.inodes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {view.fileSystems.map((one) => {
            const share = usedShare(one.sizeBytes, one.freeBytes)
            return (
              <Table.Tr key={one.mountPoint}>
                <Table.Td>
                  <bdi translate="no">{one.mountPoint}</bdi>
                </Table.Td>
                <Table.Td>{one.type}</Table.Td>
                <Table.Td>
                  {one.isReadOnly ? (
                    <StateBadge tone="off">{t('host.readOnly')}</StateBadge>
                  ) : (
                    <Meter
                      label={t('host.usedOf', { name: one.mountPoint })}
                      share={share}
                      text={share === null ? dash : format.share(share)}
                      tone={toneOfShare(share, ...limits.disk)}
                    />
                  )}
                </Table.Td>
                <Table.Td ta="end">{format.bytes(one.freeBytes)}</Table.Td>
                <Table.Td ta="end">{format.bytes(one.sizeBytes)}</Table.Td>
                <Table.Td ta="end">{one.inodesUsedRatio === null ? dash : format.share(one.inodesUsedRatio)}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </WideTable>
    </Section>
  )
}

function Nothing({ text }: { readonly text: string }) {
  return (
    <Text fz="sm" c="dimmed">
      {text}
    </Text>
  )
}

function Disks({ view }: ViewProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const rate = (value: number | null) => (value === null ? dash : `${format.bytes(value)}/s`)
  return (
    <Section title={t('host.disks')}>
      {view.disks.length === 0 ? (
        <Nothing text={t('host.noDisks')} />
      ) : (
        <Rows label={t('host.disks')} heads={[t('host.device'), t('host.read'), t('host.written'), t('host.busy')]}>
          {view.disks.map((disk) => (
            <Table.Tr key={disk.device}>
              <Table.Td>{disk.device}</Table.Td>
              <Table.Td ta="end">{rate(disk.readBytesPerSecond)}</Table.Td>
              <Table.Td ta="end">{rate(disk.writtenBytesPerSecond)}</Table.Td>
              <Table.Td ta="end">{disk.busyRatio === null ? dash : format.share(disk.busyRatio)}</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
    </Section>
  )
}

function Networks({ view }: ViewProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const rate = (value: number | null) => (value === null ? dash : `${format.bytes(value)}/s`)
  return (
    <Section title={t('host.networks')}>
      {view.networks.length === 0 ? (
        <Nothing text={t('host.noNetworks')} />
      ) : (
        <Rows
          label={t('host.networks')}
          heads={[t('host.device'), t('host.received'), t('host.sent'), t('host.errors')]}
        >
          {view.networks.map((network) => (
            <Table.Tr key={network.device}>
              <Table.Td>{network.device}</Table.Td>
              <Table.Td ta="end">{rate(network.receivedBytesPerSecond)}</Table.Td>
              <Table.Td ta="end">{rate(network.sentBytesPerSecond)}</Table.Td>
              <Table.Td ta="end">
                {network.errorsPerSecond === null ? dash : `${format.count(network.errorsPerSecond)}/s`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
    </Section>
  )
}

function Temperatures({ view }: ViewProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <Section title={t('host.temperatures')}>
      {view.temperatures.length === 0 ? (
        <Nothing text={t('host.noTemperatures')} />
      ) : (
        <Rows label={t('host.temperatures')} heads={[t('host.sensor'), t('host.celsius')]}>
          {view.temperatures.map(({ sensor, celsius }) => (
            <Table.Tr key={sensor}>
              <Table.Td>{sensor}</Table.Td>
              <Table.Td ta="end">{format.count(celsius)} °C</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
    </Section>
  )
}

/** What the machine is made of, part by part. */
export function HostTables({ view, children }: ViewProps & { readonly children: ReactNode }) {
  return (
    <>
      <FileSystems view={view} />
      <div className={classes.columns}>
        <Disks view={view} />
        <Networks view={view} />
        <Temperatures view={view} />
        {children}
      </div>
    </>
  )
}
