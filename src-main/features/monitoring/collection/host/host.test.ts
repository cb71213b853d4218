import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import type { HostFigures } from './host-figures.ts'
import { hostSamples } from './host-samples.ts'
import { linuxHost } from './linux-host.ts'
import { FileSystemProbe, parseMounts } from './mounted-file-systems.ts'
import { otherHost } from './other-host.ts'
import { parseDisks, parseLoad, parseMemory, parseNetworks, parseOomKills, parseStat } from './proc-files.ts'
import { RareFigures } from './rare-figures.ts'
import { WatchedHost } from './watched-host.ts'

const signal = new AbortController().signal
const rareOf = (runs = async (): Promise<string | null> => null) => new RareFigures(systemClock, runs)

const files = {
  'proc/stat': `cpu  2755104 65567 903290 1536714 11084 0 10392 6293 0 0
cpu0 1377983 34025 443688 779763 2496 0 2953 3199 0 0
cpu1 1377120 31542 459601 756950 8588 0 7439 3093 0 0
intr 50314693 0 0
btime 1795360831
processes 593039
procs_running 6
procs_blocked 1
`,
  'proc/meminfo': `MemTotal:       24684084 kB
MemFree:        19499548 kB
MemAvailable:   23546852 kB
Buffers:          197216 kB
Cached:          3738452 kB
Active(anon):      25516 kB
SwapTotal:       1048572 kB
SwapFree:        1000000 kB
HugePages_Total:       0
`,
  'proc/loadavg': '2.68 6.33 8.00 5/136 9477\n',
  'proc/vmstat': 'nr_free_pages 4874887\noom_kill 3\n',
  'proc/diskstats': `   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
 254       0 vda 625873 77103 20202146 1183143 2521964 2455417 254311064 2132227 0 704476 3807112 2051589 19060 229132272 275790 645349 215950
 254       1 vda1 1 1 1 1 1 1 1 1 1 1 1
 259       0 nvme0n1 10 0 20 5 30 0 40 6 0 7000 11
 259       1 nvme0n1p1 10 0 20 5 30 0 40 6 0 7 11
 253       0 zram0 0 0 0 0 0 0 0 0 0 0 0
`,
  'proc/net/dev': `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 4721788698 8613422    0  708    0     0          0         0 4721788698 8613422    0    0    0     0       0          0
  eth0:5407848396  196453    2    0    0     0          0         0 18503931  150019    1    0    0     0       0          0
veth1234: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0
`,
  'proc/self/mounts': `proc /proc proc rw,relatime 0 0
overlay / overlay rw,relatime 0 0
tmpfs /dev/shm tmpfs rw 0 0
/dev/vdb /mnt/back\\040up\\011x ext4 ro,relatime 0 0
/dev/vdb /var/lib/docker/x ext4 rw 0 0
nas:/export /mnt/nas nfs4 rw,hard 0 0
`,
  'proc/1/stat': '1 (init)',
  'proc/42/stat': '42 (sh)',
  'sys/class/hwmon/hwmon0/name': 'coretemp\n',
  'sys/class/hwmon/hwmon0/temp1_input': '51000\n',
  'sys/class/hwmon/hwmon0/temp2_input': 'rubbish\n',
  'sys/class/hwmon/hwmon0/fan1_input': '1200\n',
} as const

let root: string

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'kuraban-host-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), text)
  }
})
afterEach(() => rm(root, { recursive: true, force: true }))

const roomy = async () => ({ bsize: 4096, blocks: 1000, bavail: 250, files: 200, ffree: 50 })

describe('the files of a Linux kernel', () => {
  it('tell the seconds of each CPU, when the machine started, and what runs', () => {
    const stat = parseStat(files['proc/stat'])
    expect(stat).toMatchObject({ bootTimeSeconds: 1_795_360_831, running: 6, blocked: 1 })
    expect(stat.cpus.map(({ cpu }) => cpu)).toEqual(['0', '1'])
    expect(stat.cpus[0]?.modes).toEqual({
      ...{ user: 13_779.83, nice: 340.25, system: 4436.88, idle: 7797.63 },
      ...{ iowait: 24.96, irq: 0, softirq: 29.53, steal: 31.99 },
    })
  })

  it('tell memory in bytes, also where an old kernel does not say what is available', () => {
    expect(parseMemory(files['proc/meminfo'])).toEqual({
      ...{ totalBytes: 24_684_084 * 1024, freeBytes: 19_499_548 * 1024, availableBytes: 23_546_852 * 1024 },
      ...{ buffersBytes: 197_216 * 1024, cachedBytes: 3_738_452 * 1024 },
      ...{ swapTotalBytes: 1_048_572 * 1024, swapFreeBytes: 1_000_000 * 1024 },
    })
    expect(parseMemory('MemTotal: 100 kB\nMemFree: 10 kB\nCached: 5 kB\n')?.availableBytes).toBe(15 * 1024)
    expect(parseMemory('')).toBeNull()
  })

  it('tell disks as a whole, in bytes and seconds', () => {
    expect(parseDisks(files['proc/diskstats'])).toEqual([
      { device: 'vda', readBytes: 20_202_146 * 512, writtenBytes: 254_311_064 * 512, busySeconds: 704.476 },
      { device: 'nvme0n1', readBytes: 20 * 512, writtenBytes: 40 * 512, busySeconds: 7 },
    ])
  })

  it('tell networks, with or without a space behind the colon, but not the ends of containers', () => {
    const networks = parseNetworks(files['proc/net/dev'])
    expect(networks.map(({ device }) => device)).toEqual(['lo', 'eth0'])
    expect(networks[1]).toEqual({
      device: 'eth0',
      received: { bytes: 5_407_848_396, packets: 196_453, errors: 2 },
      sent: { bytes: 18_503_931, packets: 150_019, errors: 1 },
    })
  })

  it('tell file systems that keep data, with every sign of their names, and the root whatever it is', () => {
    expect(parseMounts(files['proc/self/mounts'])).toEqual([
      { device: 'overlay', mountPoint: '/', type: 'overlay', isReadOnly: false },
      { device: '/dev/vdb', mountPoint: '/mnt/back up\tx', type: 'ext4', isReadOnly: true },
      { device: 'nas:/export', mountPoint: '/mnt/nas', type: 'nfs4', isReadOnly: false },
    ])
  })

  it('may hold anything without breaking the reader', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { modes } of parseStat(text).cpus) expect(Object.values(modes).every(Number.isFinite)).toBe(true)
        parseMemory(text)
        parseLoad(text)
        parseOomKills(text)
        for (const { busySeconds } of parseDisks(text)) expect(Number.isFinite(busySeconds)).toBe(true)
        parseNetworks(text)
        for (const { mountPoint } of parseMounts(text)) expect(mountPoint.startsWith('/')).toBe(true)
      }),
    )
  })
})

describe('a Linux', () => {
  const reader = () => linuxHost({ clock: systemClock, rare: rareOf(), root, fileSystems: new FileSystemProbe(roomy) })

  it('is told under the names of the node exporter', async () => {
    const samples = hostSamples(await reader().read(signal))
    const valueIn = (name: string, labels: object = {}) =>
      samples.find((one) => one.name === name && JSON.stringify(one.labels) === JSON.stringify(labels))?.value
    expect(valueIn('node_cpu_seconds_total', { cpu: '1', mode: 'idle' })).toBe(7569.5)
    expect(valueIn('node_load5')).toBe(6.33)
    expect(valueIn('node_memory_MemAvailable_bytes')).toBe(23_546_852 * 1024)
    expect(valueIn('node_vmstat_oom_kill')).toBe(3)
    const backup = { device: '/dev/vdb', fstype: 'ext4', mountpoint: '/mnt/back up\tx' }
    expect(valueIn('node_filesystem_avail_bytes', backup)).toBe(250 * 4096)
    expect(valueIn('node_filesystem_files_free', backup)).toBe(50)
    expect(valueIn('node_filesystem_readonly', backup)).toBe(1)
    expect(valueIn('node_disk_io_time_seconds_total', { device: 'vda' })).toBe(704.476)
    expect(valueIn('node_network_receive_errs_total', { device: 'eth0' })).toBe(2)
    expect(valueIn('node_network_transmit_bytes_total', { device: 'eth0' })).toBe(18_503_931)
    expect(valueIn('node_hwmon_temp_celsius', { chip: 'coretemp', sensor: 'temp1' })).toBe(51)
    expect(valueIn('node_boot_time_seconds')).toBe(1_795_360_831)
    expect(valueIn('node_procs_running')).toBe(6)
    expect(samples.some(({ name }) => name === 'node_timex_offset_seconds')).toBe(false)
    expect(samples.every(({ value }) => Number.isFinite(value))).toBe(true)
  })

  it('is told without what has vanished, and not at all without memory or CPUs', async () => {
    for (const name of [
      'proc/diskstats',
      'proc/net/dev',
      'proc/vmstat',
      'proc/loadavg',
      'sys/class/hwmon/hwmon0/name',
    ]) {
      await rm(path.join(root, name))
    }
    const figures = await reader().read(signal)
    expect(figures).toMatchObject({ disks: [], networks: [], load: null, oomKills: null })
    expect(figures.temperatures).toEqual([{ chip: 'hwmon0', sensor: 'temp1', celsius: 51 }])
    expect(figures.processes.total).toBe(2)
    await rm(path.join(root, 'proc/meminfo'))
    await expect(reader().read(signal)).rejects.toThrow('/proc tells nothing')
  })

  it('is this one', async () => {
    const figures = await linuxHost({ clock: systemClock, rare: rareOf() }).read(signal)
    expect(figures.memory.totalBytes).toBeGreaterThan(figures.memory.availableBytes)
    expect(figures.fileSystems.some(({ mountPoint }) => mountPoint === '/')).toBe(true)
    expect(figures.processes.total).toBeGreaterThan(1)
  })
})

describe('file systems', () => {
  const mount = (mountPoint: string) => ({ device: 'd', mountPoint, type: 'nfs4', isReadOnly: false })

  it('that do not answer are left out, hold two threads at most, and are asked again when they have answered', async () => {
    vi.useFakeTimers()
    try {
      const waiting = new Map<string, () => void>()
      const stat = vi.fn((place: string) =>
        place === '/fine'
          ? roomy()
          : new Promise<Awaited<ReturnType<typeof roomy>>>((resolve) =>
              waiting.set(place, () => resolve({ bsize: 1, blocks: 10, bavail: 1, files: 0, ffree: 0 })),
            ),
      )
      const probe = new FileSystemProbe(stat)
      const mounts = [mount('/fine'), mount('/dead1'), mount('/dead2'), mount('/dead3')]
      const read = async () => {
        const found = probe.read(mounts)
        await vi.advanceTimersByTimeAsync(10_000)
        return (await found).map(({ mountPoint }) => mountPoint)
      }
      expect(await read()).toEqual(['/fine'])
      expect(await read()).toEqual([])
      expect(stat.mock.calls.map(([place]) => place)).toEqual(['/fine', '/dead1', '/dead2'])
      for (const answer of waiting.values()) answer()
      await vi.advanceTimersByTimeAsync(0)
      expect(await read()).toEqual(['/fine'])
      expect(stat.mock.calls.length).toBeGreaterThan(4)
    } finally {
      vi.useRealTimers()
    }
  })

  it('that are gone or have no size are left out', async () => {
    const stat = async (place: string) => {
      if (place === '/gone') throw new Error('ENOENT')
      return { ...(await roomy()), blocks: place === '/empty' ? 0 : 10 }
    }
    const found = await new FileSystemProbe(stat).read([mount('/gone'), mount('/empty'), mount('/there')])
    expect(found.map(({ mountPoint }) => mountPoint)).toEqual(['/there'])
  })
})

describe('what other programs tell of a machine', () => {
  const tracking = 'C0A80001,ntp.local,3,1795360831.1,-0.000123,0.0001,0.0002,1.2,0.0,0.1,0.01,0.001,64.2,Normal\n'

  it('is the distance of its clock and the health of its disks, asked in the background and rarely', async () => {
    const asked: string[] = []
    const rare = new RareFigures(systemClock, async (file, args) => {
      asked.push([file, ...args].join(' '))
      if (file === 'chronyc') return tracking
      if (args.includes('--scan')) return JSON.stringify({ devices: [{ name: '/dev/sda' }, { name: '/dev/sdb' }] })
      return JSON.stringify({ smart_status: { passed: args.at(-1) === '/dev/sda' } })
    })
    expect(rare.now()).toEqual({ clockOffsetSeconds: null, healthyDisks: [] })
    await rare.settled()
    expect(rare.now()).toEqual({
      clockOffsetSeconds: -0.000123,
      healthyDisks: [
        { disk: '/dev/sda', isHealthy: true },
        { disk: '/dev/sdb', isHealthy: false },
      ],
    })
    expect(asked).toHaveLength(4)
  })

  it.each([
    null,
    '',
    'rubbish',
    '{}',
    tracking.replace('Normal', 'Not synchronised'),
    tracking.replace('-0.000123', 'x'),
  ])('is nothing when they are missing or talk rubbish: %s', async (output) => {
    const rare = rareOf(async () => output)
    rare.now()
    await rare.settled()
    expect(rare.now()).toEqual({ clockOffsetSeconds: null, healthyDisks: [] })
  })
})

describe('a machine that is no Linux', () => {
  it('is asked through a library, and what it does not know has no sample', async () => {
    const figures = await otherHost({ clock: systemClock, rare: rareOf() }).read(signal)
    expect(figures.memory.totalBytes).toBeGreaterThan(1e8)
    expect(figures.cpus.length).toBeGreaterThan(0)
    expect(figures.fileSystems.length).toBeGreaterThan(0)
    const samples = hostSamples(figures)
    expect(samples.some(({ name }) => name === 'node_memory_Buffers_bytes')).toBe(false)
    expect(samples.some(({ name }) => name === 'node_network_receive_packets_total')).toBe(false)
    expect(samples.find(({ name }) => name === 'node_cpu_seconds_total')?.value).toBeGreaterThan(0)
  })
})

describe('the live view', () => {
  const base: HostFigures = {
    ...{ takenAtMs: 0, timeSeconds: 2000, bootTimeSeconds: 1000, oomKills: 0, clockOffsetSeconds: null },
    cpus: [{ cpu: '0', modes: { user: 10, idle: 10, iowait: 0 } }],
    load: [1, 2, 3],
    memory: {
      ...{ totalBytes: 100, availableBytes: 50, freeBytes: 40, buffersBytes: 5, cachedBytes: 5 },
      ...{ swapTotalBytes: 0, swapFreeBytes: 0 },
    },
    fileSystems: [
      {
        ...{ device: 'd', type: 'ext4', mountPoint: '/', sizeBytes: 10, availableBytes: 5, isReadOnly: false },
        ...{ files: 100, filesFree: 75 },
      },
    ],
    disks: [{ device: 'vda', readBytes: 1000, writtenBytes: 1000, busySeconds: 1 }],
    networks: [
      {
        device: 'eth0',
        received: { bytes: 100, packets: 1, errors: 0 },
        sent: { bytes: 100, packets: 1, errors: 0 },
      },
    ],
    ...{ temperatures: [], healthyDisks: [] },
    processes: { total: 5, running: 1, blocked: 0 },
  }

  function watched(looks: HostFigures[]) {
    let nowMs = 0
    const reader = { read: vi.fn(async () => ({ ...(looks.shift() ?? base), takenAtMs: nowMs })) }
    const clock = { now: () => new Date(), monotonicMs: () => nowMs }
    const host = new WatchedHost({ clock, reader, eventLoopLagSeconds: () => 0.25 })
    const later = (ms: number) => {
      nowMs += ms
    }
    return { host, reader, later }
  }

  it('tells speeds between two looks, and none before there are two', async () => {
    const later = {
      ...base,
      cpus: [{ cpu: '0', modes: { user: 16, idle: 13, iowait: 1 } }],
      disks: [{ device: 'vda', readBytes: 21_000, writtenBytes: 1000, busySeconds: 20 }],
      networks: [
        {
          device: 'eth0',
          received: { bytes: 1100, packets: 1, errors: 5 },
          sent: { bytes: 90, packets: 1, errors: 5 },
        },
      ],
    }
    const { host, later: wait } = watched([base, later])
    const first = await host.view(signal)
    expect(first).toMatchObject({
      ...{ uptimeSeconds: 1000, cpu: { cores: 1, busyRatio: null, modes: {}, load: [1, 2, 3] } },
      disks: [{ device: 'vda', readBytesPerSecond: null, busyRatio: null }],
      fileSystems: [{ mountPoint: '/', freeBytes: 5, inodesUsedRatio: 0.25 }],
      program: { eventLoopLagMs: 250 },
    })
    wait(10_000)
    expect(await host.view(signal)).toMatchObject({
      cpu: { busyRatio: 0.6, modes: { user: 0.6, idle: 0.3, iowait: 0.1 } },
      disks: [{ readBytesPerSecond: 2000, writtenBytesPerSecond: 0, busyRatio: 1 }],
      networks: [{ receivedBytesPerSecond: 100, sentBytesPerSecond: null, errorsPerSecond: 1 }],
    })
  })

  it('looks once for all who ask within two seconds', async () => {
    const { host, reader, later } = watched([])
    await Promise.all([host.view(signal), host.view(signal), host.look(signal)])
    later(1999)
    await host.view(signal)
    expect(reader.read).toHaveBeenCalledTimes(1)
    later(1)
    await host.view(signal)
    expect(reader.read).toHaveBeenCalledTimes(2)
  })
})
