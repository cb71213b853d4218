import { cpus, loadavg, platform, uptime } from 'node:os'
import type { Systeminformation } from 'systeminformation'
import type { Clock } from '#main/platform/clock.ts'
import { minuteMs } from '#main/platform/durations.ts'
import type { CpuTimes, FileSystemFigures, HostFigures, HostReader, NetworkFigures } from './host-figures.ts'
import type { RareFigures } from './rare-figures.ts'

/** What starts other programs of the machine, and so is asked once a minute only. */
interface DearFigures {
  readonly memory: Systeminformation.MemData
  readonly fileSystems: readonly Systeminformation.FsSizeData[]
  readonly networks: readonly Systeminformation.NetworkStatsData[]
  readonly disks: Systeminformation.FsStatsData | null
  readonly temperature: Systeminformation.CpuTemperatureData
  readonly processes: Pick<Systeminformation.ProcessesData, 'all' | 'running' | 'blocked'>
}

/** Reads machines that are no Linux. */
export function otherHost({ clock, rare }: { readonly clock: Clock; readonly rare: RareFigures }): HostReader {
  let dear: { readonly atMs: number; readonly figures: DearFigures } | null = null
  return {
    read: async (): Promise<HostFigures> => {
      const takenAtMs = clock.monotonicMs()
      if (dear === null || takenAtMs - dear.atMs >= minuteMs) dear = { atMs: takenAtMs, figures: await askDear() }
      const { memory, fileSystems, networks, disks, temperature, processes } = dear.figures
      const timeSeconds = clock.now().getTime() / 1000
      return {
        ...{ takenAtMs, timeSeconds, cpus: cpuTimes(), oomKills: null },
        load: loadAverage(),
        memory: memoryOf(memory),
        fileSystems: fileSystems.map(fileSystemOf),
        disks:
          disks === null ? [] : [{ device: 'all', readBytes: disks.rx, writtenBytes: disks.wx, busySeconds: null }],
        networks: networks.map(networkOf),
        temperatures: Number.isFinite(temperature.main ?? Number.NaN)
          ? [{ chip: 'cpu', sensor: 'main', celsius: temperature.main }]
          : [],
        bootTimeSeconds: timeSeconds - uptime(),
        processes: { total: processes.all, running: processes.running, blocked: processes.blocked },
        ...rare.now(),
      }
    },
  }
}

async function askDear(): Promise<DearFigures> {
  const { default: machine } = await import('systeminformation')
  const [memory, fileSystems, networks, disks, temperature, processes] = await Promise.all([
    machine.mem(),
    machine.fsSize(),
    machine.networkStats('*'),
    machine.fsStats(),
    machine.cpuTemperature(),
    machine.processes(),
  ])
  return { memory, fileSystems, networks, disks: disks ?? null, temperature, processes }
}

function cpuTimes(): CpuTimes[] {
  return cpus().map(({ times }, at) => {
    const seconds = (ms: number) => ms / 1000
    const { user, nice, sys, idle, irq } = times
    return {
      cpu: String(at),
      modes: {
        ...{ user: seconds(user), nice: seconds(nice), system: seconds(sys) },
        ...{ idle: seconds(idle), irq: seconds(irq) },
      },
    }
  })
}

/** Windows keeps none. */
function loadAverage(): HostFigures['load'] {
  const [one, five, fifteen] = loadavg()
  if (platform() === 'win32' || one === undefined || five === undefined || fifteen === undefined) return null
  return [one, five, fifteen]
}

function memoryOf(memory: Systeminformation.MemData): HostFigures['memory'] {
  const { total, available, free, swaptotal, swapfree } = memory
  return {
    ...{ totalBytes: total, availableBytes: available, freeBytes: free, buffersBytes: null, cachedBytes: null },
    ...{ swapTotalBytes: swaptotal, swapFreeBytes: swapfree },
  }
}

function fileSystemOf({ fs, type, mount, size, available, rw }: Systeminformation.FsSizeData): FileSystemFigures {
  return {
    ...{ device: fs, type, mountPoint: mount, sizeBytes: size, availableBytes: available },
    ...{ files: null, filesFree: null, isReadOnly: rw === false },
  }
}

function networkOf(network: Systeminformation.NetworkStatsData): NetworkFigures {
  return {
    device: network.iface,
    received: { bytes: network.rx_bytes, packets: null, errors: network.rx_errors },
    sent: { bytes: network.tx_bytes, packets: null, errors: network.tx_errors },
  }
}
