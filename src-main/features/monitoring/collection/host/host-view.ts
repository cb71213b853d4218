import { hostname, release, type } from 'node:os'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import type { CpuTimes, DiskFigures, HostFigures, NetworkFigures } from './host-figures.ts'

/** Two looks at the machine: speeds are what happened in between. */
export interface TwoLooks {
  readonly before: HostFigures | null
  readonly now: HostFigures
}

/** The part of the live view that the machine itself tells. */
export function hostViewOf({ before, now }: TwoLooks): Omit<HostView, 'program'> {
  const seconds = before === null ? 0 : (now.takenAtMs - before.takenAtMs) / 1000
  const speed: Speed = (later, earlier) =>
    later === null || earlier === null || earlier === undefined || seconds <= 0 || later < earlier
      ? null
      : (later - earlier) / seconds
  const { memory, load, fileSystems, temperatures, processes } = now
  return {
    hostname: hostname(),
    operatingSystem: `${type()} ${release()}`,
    uptimeSeconds: Math.max(0, now.timeSeconds - now.bootTimeSeconds),
    at: new Date(now.timeSeconds * 1000).toISOString(),
    cpu: { cores: now.cpus.length, ...cpuShares(before?.cpus ?? [], now.cpus), load: [...(load ?? [])] },
    memory: {
      ...{ totalBytes: memory.totalBytes, availableBytes: memory.availableBytes },
      ...{ swapTotalBytes: memory.swapTotalBytes, swapFreeBytes: memory.swapFreeBytes },
    },
    fileSystems: fileSystems.map(
      ({ mountPoint, type: kind, sizeBytes, availableBytes, files, filesFree, isReadOnly }) => ({
        ...{ mountPoint, type: kind, sizeBytes, freeBytes: availableBytes, isReadOnly },
        inodesUsedRatio: files === null || filesFree === null ? null : 1 - filesFree / files,
      }),
    ),
    disks: now.disks.map((disk) => diskView(disk, byDevice(before?.disks, disk.device), speed)),
    networks: now.networks
      .filter(({ device }) => device !== 'lo')
      .map((network) => networkView(network, byDevice(before?.networks, network.device), speed)),
    temperatures: temperatures.map(({ chip, sensor, celsius }) => ({ sensor: `${chip} ${sensor}`, celsius })),
    processes: { total: processes.total, running: processes.running ?? 0, blocked: processes.blocked ?? 0 },
  }
}

/** Null where there was no look before or the counter began anew. */
type Speed = (later: number | null, earlier: number | null | undefined) => number | null

function byDevice<T extends { readonly device: string }>(all: readonly T[] | undefined, device: string): T | undefined {
  return all?.find((one) => one.device === device)
}

/** Share of each mode in the time of all CPUs between two looks. */
function cpuShares(
  before: readonly CpuTimes[],
  now: readonly CpuTimes[],
): Pick<HostView['cpu'], 'busyRatio' | 'modes'> {
  const spent = new Map<string, number>()
  for (const { cpu, modes } of now) {
    const earlier = before.find((one) => one.cpu === cpu)?.modes
    if (earlier === undefined) continue
    for (const [mode, seconds] of Object.entries(modes)) {
      spent.set(mode, (spent.get(mode) ?? 0) + Math.max(0, seconds - (earlier[mode] ?? 0)))
    }
  }
  const all = [...spent.values()].reduce((sum, seconds) => sum + seconds, 0)
  if (all === 0) return { busyRatio: null, modes: {} }
  const modes = Object.fromEntries([...spent].map(([mode, seconds]) => [mode, seconds / all]))
  return { busyRatio: 1 - (modes.idle ?? 0) - (modes.iowait ?? 0), modes }
}

function diskView(now: DiskFigures, before: DiskFigures | undefined, speed: Speed): HostView['disks'][number] {
  const busy = speed(now.busySeconds, before?.busySeconds)
  return {
    device: now.device,
    readBytesPerSecond: speed(now.readBytes, before?.readBytes),
    writtenBytesPerSecond: speed(now.writtenBytes, before?.writtenBytes),
    busyRatio: busy === null ? null : Math.min(1, busy),
  }
}

function networkView(
  { device, received, sent }: NetworkFigures,
  before: NetworkFigures | undefined,
  speed: Speed,
): HostView['networks'][number] {
  return {
    device,
    receivedBytesPerSecond: speed(received.bytes, before?.received.bytes),
    sentBytesPerSecond: speed(sent.bytes, before?.sent.bytes),
    errorsPerSecond: speed(
      received.errors + sent.errors,
      before === undefined ? undefined : before.received.errors + before.sent.errors,
    ),
  }
}
