import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import { limits, toneOfShare, usedShare } from './findings.ts'
import classes from './host.module.css'
import { Meter } from './meter.tsx'

function Tile(props: {
  readonly title: string
  readonly share: number | null
  /** Said where there is no share. */
  readonly without: string
  readonly limit: readonly [number, number]
  readonly children: ReactNode
}) {
  const format = useFormat()
  const { title, share } = props
  const text = share === null ? props.without : format.share(share)
  return (
    <section className={classes.tile} aria-label={title}>
      <Text component="h2" fz="sm" fw={600} m={0}>
        {title}
      </Text>
      <Meter label={title} share={share} text={text} tone={toneOfShare(share, ...props.limit)} size="large" />
      <Text fz={13} c="dimmed" component="div">
        {props.children}
      </Text>
    </section>
  )
}

/** The four figures one looks for first: processors, memory, swap and how much waits for them. */
export function Glance({ view }: { readonly view: HostView }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { cpu, memory, processes, program } = view
  const swapUsed = memory.swapTotalBytes - memory.swapFreeBytes
  return (
    <div className={classes.glance}>
      <Tile title={t('host.cpu')} share={cpu.busyRatio} without={t('host.unknown')} limit={limits.cpu}>
        {t('host.cpuText', { cores: cpu.cores, load: cpu.load.map((load) => load.toFixed(2)).join(' / ') })}
      </Tile>
      <Tile
        title={t('host.memory')}
        share={usedShare(memory.totalBytes, memory.availableBytes)}
        without={t('host.unknown')}
        limit={limits.memory}
      >
        {t('host.memoryText', {
          free: format.bytes(memory.availableBytes),
          total: format.bytes(memory.totalBytes),
        })}
      </Tile>
      <Tile
        title={t('host.swap')}
        share={usedShare(memory.swapTotalBytes, memory.swapFreeBytes)}
        without={t('host.without')}
        limit={limits.swap}
      >
        {memory.swapTotalBytes === 0
          ? t('host.noSwap')
          : t('host.swapText', { used: format.bytes(swapUsed), total: format.bytes(memory.swapTotalBytes) })}
      </Tile>
      <section className={classes.tile} aria-label={t('host.processes')}>
        <Text component="h2" fz="sm" fw={600} m={0}>
          {t('host.processes')}
        </Text>
        <span className={classes.number}>{format.count(processes.total)}</span>
        <Text fz={13} c="dimmed" component="div">
          {t('host.processesText', { running: processes.running, blocked: processes.blocked })}
          <br />
          {t('host.programText', { memory: format.bytes(program.residentBytes) })}
          {program.eventLoopLagMs === null ? '' : ` · ${t('host.lag', { ms: format.count(program.eventLoopLagMs) })}`}
        </Text>
      </section>
    </div>
  )
}
