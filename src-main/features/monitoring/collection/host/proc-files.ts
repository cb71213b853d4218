import type { CpuTimes, DiskFigures, MemoryFigures, NetworkFigures, TrafficFigures } from './host-figures.ts'

const cpuModes = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const
/** What one tick of the counters in /proc/stat is on every Linux that Node runs on. */
const ticksPerSecond = 100
const sectorBytes = 512

/** What /proc/stat tells. */
export interface ProcStat {
  readonly cpus: readonly CpuTimes[]
  readonly bootTimeSeconds: number | null
  readonly running: number
  readonly blocked: number
}

export function parseStat(text: string): ProcStat {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/))
  const lineNamed = (name: string) => numberOrNull(lines.find(([key]) => key === name)?.[1])
  const cpus = lines.flatMap(([name = '', ...ticks]) => {
    const cpu = /^cpu(\d+)$/.exec(name)?.[1]
    return cpu === undefined ? [] : [{ cpu, modes: modesOf(ticks) }]
  })
  return {
    cpus,
    bootTimeSeconds: lineNamed('btime'),
    running: lineNamed('procs_running') ?? 0,
    blocked: lineNamed('procs_blocked') ?? 0,
  }
}

function modesOf(ticks: readonly string[]): Record<string, number> {
  return Object.fromEntries(cpuModes.map((mode, at) => [mode, (numberOrNull(ticks[at]) ?? 0) / ticksPerSecond]))
}

/** /proc/meminfo; null where it says nothing of the memory there is. */
export function parseMemory(text: string): MemoryFigures | null {
  const bytes = new Map(
    [...text.matchAll(/^([\w()]+): +(\d+)(?: kB)?$/gm)].map(([, name = '', value]) => [name, Number(value) * 1024]),
  )
  const totalBytes = bytes.get('MemTotal')
  if (totalBytes === undefined) return null
  const freeBytes = bytes.get('MemFree') ?? 0
  const buffersBytes = bytes.get('Buffers') ?? 0
  const cachedBytes = bytes.get('Cached') ?? 0
  return {
    ...{ totalBytes, freeBytes, buffersBytes, cachedBytes },
    availableBytes: bytes.get('MemAvailable') ?? freeBytes + buffersBytes + cachedBytes,
    swapTotalBytes: bytes.get('SwapTotal') ?? 0,
    swapFreeBytes: bytes.get('SwapFree') ?? 0,
  }
}

export function parseLoad(text: string): readonly [number, number, number] | null {
  const [one, five, fifteen] = text.trim().split(/\s+/).map(numberOrNull)
  if (one === undefined || five === undefined || fifteen === undefined) return null
  return one === null || five === null || fifteen === null ? null : [one, five, fifteen]
}

/** Processes killed for want of memory, of /proc/vmstat. */
export function parseOomKills(text: string): number | null {
  return numberOrNull(/^oom_kill (\d+)$/m.exec(text)?.[1])
}

/** Parts of disks and devices that live in memory are left out. */
const noDisk = /^(z?ram|loop|fd|sr|dm-|md|(h|s|v|xv)d[a-z]+|nvme\d+n\d+p|mmcblk\d+p)\d+$/

export function parseDisks(text: string): DiskFigures[] {
  return text.split('\n').flatMap((line) => {
    const [, , device = '', ...counts] = line.trim().split(/\s+/)
    const [, , sectorsRead, , , , sectorsWritten, , , busyMs] = counts.map(numberOrNull)
    if (device === '' || noDisk.test(device) || busyMs === undefined || busyMs === null) return []
    return {
      device,
      readBytes: (sectorsRead ?? 0) * sectorBytes,
      writtenBytes: (sectorsWritten ?? 0) * sectorBytes,
      busySeconds: busyMs / 1000,
    }
  })
}

/** Ends of what runs in containers come and go by the hundred. */
const passingDevice = /^(veth|cali|lxc|tap|ifb)/

export function parseNetworks(text: string): NetworkFigures[] {
  return text.split('\n').flatMap((line) => {
    const [, device, rest] = /^\s*([^\s:]+):\s*(.+)$/.exec(line) ?? []
    if (device === undefined || rest === undefined || passingDevice.test(device)) return []
    const counts = rest.trim().split(/\s+/).map(numberOrNull)
    if (counts.length < 11) return []
    return { device, received: trafficAt(counts, 0), sent: trafficAt(counts, 8) }
  })
}

function trafficAt(counts: readonly (number | null)[], from: number): TrafficFigures {
  return { bytes: counts[from] ?? 0, packets: counts[from + 1] ?? 0, errors: counts[from + 2] ?? 0 }
}

function numberOrNull(text: string | undefined): number | null {
  if (text === undefined || !/^-?\d+(\.\d+)?$/.test(text)) return null
  return Number(text)
}
