import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#main/platform/clock.ts'
import type { HostFigures, HostReader } from './host-figures.ts'
import { FileSystemProbe, parseMounts } from './mounted-file-systems.ts'
import { parseDisks, parseLoad, parseMemory, parseNetworks, parseOomKills, parseStat } from './proc-files.ts'
import type { RareFigures } from './rare-figures.ts'
import { readTemperatures } from './sensors.ts'
import { textOf } from './text-of.ts'

export interface LinuxHostOptions {
  readonly clock: Clock
  /** What is asked of other programs now and then. */
  readonly rare: RareFigures
  /** Root of the kernel's files; `/` unless told. */
  readonly root?: string
  readonly fileSystems?: FileSystemProbe
}

/** Reads a Linux from the files of its kernel. What is missing there is left out; without memory and CPUs it fails. */
export function linuxHost({
  clock,
  rare,
  root = '/',
  fileSystems = new FileSystemProbe(),
}: LinuxHostOptions): HostReader {
  const proc = (name: string) => textOf(path.join(root, 'proc', name))
  return {
    read: async (): Promise<HostFigures> => {
      const [stat, memory, load, vmstat, disks, networks, mounts] = await Promise.all(
        ['stat', 'meminfo', 'loadavg', 'vmstat', 'diskstats', 'net/dev', 'self/mounts'].map(proc),
      )
      const { cpus, bootTimeSeconds, running, blocked } = parseStat(stat ?? '')
      const memoryFigures = parseMemory(memory ?? '')
      if (memoryFigures === null || cpus.length === 0) throw new Error('/proc tells nothing of memory or CPUs')
      const timeSeconds = clock.now().getTime() / 1000
      return {
        ...{ takenAtMs: clock.monotonicMs(), timeSeconds, cpus, memory: memoryFigures },
        load: parseLoad(load ?? ''),
        oomKills: parseOomKills(vmstat ?? ''),
        fileSystems: await fileSystems.read(parseMounts(mounts ?? '')),
        disks: parseDisks(disks ?? ''),
        networks: parseNetworks(networks ?? ''),
        temperatures: await readTemperatures(path.join(root, 'sys/class/hwmon')),
        bootTimeSeconds: bootTimeSeconds ?? timeSeconds,
        processes: { total: await countProcesses(path.join(root, 'proc')), running, blocked },
        ...rare.now(),
      }
    },
  }
}

async function countProcesses(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^\d+$/.test(name)).length
}
