import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import { day } from './sample.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type HostOf = Implementer<typeof contract.monitoring.host, Nothing, Nothing>
type CollectorsOf = Implementer<typeof contract.monitoring.collectors, Nothing, Nothing>

const gib = 1024 ** 3
const isFull = variant === 'full'

function view(): HostView {
  const swing = Math.sin(Date.now() / 40_000)
  return {
    hostname: 'kuraban-hq',
    operatingSystem: 'Debian GNU/Linux 12 (bookworm), Linux 6.1.0-28-amd64',
    uptimeSeconds: (41 * day) / 1000,
    at: new Date().toISOString(),
    cpu: {
      cores: 8,
      busyRatio: 0.31 + 0.04 * swing,
      modes: { user: 0.21 + 0.04 * swing, system: 0.06, iowait: 0.03, softirq: 0.006, nice: 0.004 },
      load: [2.41 + swing, 2.3, 2.17],
    },
    memory: {
      totalBytes: 64 * gib,
      availableBytes: (26 + swing) * gib,
      swapTotalBytes: 8 * gib,
      swapFreeBytes: 7.6 * gib,
    },
    fileSystems: [
      fileSystem('/', 'ext4', 240, 121, 0.08),
      fileSystem('/srv', 'xfs', 7_400, isFull ? 590 : 3_200, 0.21),
      fileSystem('/srv/図面アーカイブ', 'xfs', 16_000, 6_900, 0.02),
      { ...fileSystem('/mnt/install', 'iso9660', 4, 0, null), isReadOnly: true },
    ],
    disks: ['nvme0n1', 'sda', 'sdb'].map((device, index) => ({
      device,
      readBytesPerSecond: 14e6 * (index + 0.4),
      writtenBytesPerSecond: 22e6 / (index + 1),
      busyRatio: [0.12, 0.34 + 0.1 * swing, 0.04][index] ?? null,
    })),
    networks: [
      {
        device: 'eno1',
        receivedBytesPerSecond: 31e6 + 4e6 * swing,
        sentBytesPerSecond: 12e6,
        errorsPerSecond: isFull ? 0.4 : 0,
      },
      { device: 'eno2', receivedBytesPerSecond: 2.4e6, sentBytesPerSecond: 5.1e6, errorsPerSecond: 0 },
      { device: 'br-mgmt', receivedBytesPerSecond: null, sentBytesPerSecond: null, errorsPerSecond: null },
    ],
    temperatures: [
      { sensor: 'coretemp Package id 0', celsius: 58 },
      { sensor: 'coretemp Core 0', celsius: 55 },
      { sensor: 'nvme Composite', celsius: 41 },
    ],
    processes: { total: 412, running: 3, blocked: isFull ? 1 : 0 },
    program: { residentBytes: 412e6, eventLoopLagMs: 12.4, openFiles: 184 },
  }
}

function fileSystem(mountPoint: string, type: string, size: number, free: number, inodesUsedRatio: number | null) {
  return { mountPoint, type, sizeBytes: size * gib, freeBytes: free * gib, inodesUsedRatio, isReadOnly: false }
}

/** A machine right after its start: rates need two looks, and a small one has neither sensors nor swap. */
function firstLook(): HostView {
  const seen = view()
  return {
    ...seen,
    cpu: { ...seen.cpu, busyRatio: null, modes: {} },
    memory: { ...seen.memory, swapTotalBytes: 0, swapFreeBytes: 0 },
    fileSystems: seen.fileSystems.slice(0, 1),
    disks: [],
    networks: [],
    temperatures: [],
    program: { residentBytes: 96e6, eventLoopLagMs: null, openFiles: null },
  }
}

/** What the machine looks like now. */
export function hostDouble(os: HostOf) {
  return os.router({ view: os.view.handler(variant === 'empty' ? firstLook : view) })
}

/** Collectors, one of them in trouble. */
export function collectorsDouble(os: CollectorsOf) {
  return os.router({
    list: os.list.handler(() => ({
      items: [
        { name: 'host', isUp: true, lastDurationMs: 14, samples: 182, lastError: null },
        { name: 'program', isUp: true, lastDurationMs: 3, samples: 411, lastError: null },
        {
          name: 'redis',
          isUp: false,
          lastDurationMs: 5_000,
          samples: 0,
          lastError: 'connect ECONNREFUSED 127.0.0.1:6379',
        },
      ],
    })),
  })
}
