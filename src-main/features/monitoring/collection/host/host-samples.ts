import { arch, hostname, release, type } from 'node:os'
import type { CollectedSample } from '../../sample-sink.ts'
import type { FileSystemFigures, HostFigures, NetworkFigures } from './host-figures.ts'

type Labels = CollectedSample['labels']

/** The machine's figures under the names of Prometheus' node exporter. What is not known has no sample. */
export function hostSamples(figures: HostFigures): CollectedSample[] {
  const samples: CollectedSample[] = []
  const add = (name: string, value: number | null, labels: Labels = {}) => {
    if (value !== null) samples.push({ name: `node_${name}`, labels, value })
  }
  addMachine(figures, add)
  for (const { cpu, modes } of figures.cpus) {
    for (const [mode, seconds] of Object.entries(modes)) add('cpu_seconds_total', seconds, { cpu, mode })
  }
  for (const one of figures.fileSystems) addFileSystem(one, add)
  for (const { device, readBytes, writtenBytes, busySeconds } of figures.disks) {
    add('disk_read_bytes_total', readBytes, { device })
    add('disk_written_bytes_total', writtenBytes, { device })
    add('disk_io_time_seconds_total', busySeconds, { device })
  }
  for (const one of figures.networks) addNetwork(one, add)
  for (const { chip, sensor, celsius } of figures.temperatures) add('hwmon_temp_celsius', celsius, { chip, sensor })
  for (const { disk, isHealthy } of figures.healthyDisks) {
    samples.push({ name: 'smartmon_device_smart_healthy', labels: { disk }, value: isHealthy ? 1 : 0 })
  }
  return samples
}

type Add = (name: string, value: number | null, labels?: Labels) => void

function addMachine({ load, memory, processes, ...figures }: HostFigures, add: Add): void {
  add('load1', load?.[0] ?? null)
  add('load5', load?.[1] ?? null)
  add('load15', load?.[2] ?? null)
  add('memory_MemTotal_bytes', memory.totalBytes)
  add('memory_MemAvailable_bytes', memory.availableBytes)
  add('memory_MemFree_bytes', memory.freeBytes)
  add('memory_Buffers_bytes', memory.buffersBytes)
  add('memory_Cached_bytes', memory.cachedBytes)
  add('memory_SwapTotal_bytes', memory.swapTotalBytes)
  add('memory_SwapFree_bytes', memory.swapFreeBytes)
  add('vmstat_oom_kill', figures.oomKills)
  add('timex_offset_seconds', figures.clockOffsetSeconds)
  add('boot_time_seconds', figures.bootTimeSeconds)
  add('time_seconds', figures.timeSeconds)
  add('procs_running', processes.running)
  add('uname_info', 1, { nodename: hostname(), release: release(), sysname: type(), machine: arch() })
}

function addFileSystem(fileSystem: FileSystemFigures, add: Add): void {
  const labels = { device: fileSystem.device, fstype: fileSystem.type, mountpoint: fileSystem.mountPoint }
  add('filesystem_avail_bytes', fileSystem.availableBytes, labels)
  add('filesystem_size_bytes', fileSystem.sizeBytes, labels)
  add('filesystem_files', fileSystem.files, labels)
  add('filesystem_files_free', fileSystem.filesFree, labels)
  add('filesystem_readonly', fileSystem.isReadOnly ? 1 : 0, labels)
}

function addNetwork({ device, received, sent }: NetworkFigures, add: Add): void {
  for (const [direction, traffic] of Object.entries({ receive: received, transmit: sent })) {
    add(`network_${direction}_bytes_total`, traffic.bytes, { device })
    add(`network_${direction}_packets_total`, traffic.packets, { device })
    add(`network_${direction}_errs_total`, traffic.errors, { device })
  }
}
