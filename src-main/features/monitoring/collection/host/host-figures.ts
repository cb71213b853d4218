/** Seconds a CPU has spent in each mode since the start. */
export interface CpuTimes {
  readonly cpu: string
  readonly modes: Readonly<Record<string, number>>
}

export interface FileSystemFigures {
  readonly device: string
  readonly type: string
  readonly mountPoint: string
  readonly sizeBytes: number
  readonly availableBytes: number
  /** Null where the file system counts none. */
  readonly files: number | null
  readonly filesFree: number | null
  readonly isReadOnly: boolean
}

export interface DiskFigures {
  readonly device: string
  readonly readBytes: number
  readonly writtenBytes: number
  readonly busySeconds: number | null
}

/** Counted since the start, of one direction. */
export interface TrafficFigures {
  readonly bytes: number
  readonly packets: number | null
  readonly errors: number
}

export interface NetworkFigures {
  readonly device: string
  readonly received: TrafficFigures
  readonly sent: TrafficFigures
}

export interface MemoryFigures {
  readonly totalBytes: number
  readonly availableBytes: number
  readonly freeBytes: number
  readonly buffersBytes: number | null
  readonly cachedBytes: number | null
  readonly swapTotalBytes: number
  readonly swapFreeBytes: number
}

/** The machine at one moment; null is what it does not tell. */
export interface HostFigures {
  /** Of the clock that never jumps, for speeds. */
  readonly takenAtMs: number
  readonly timeSeconds: number
  readonly cpus: readonly CpuTimes[]
  readonly load: readonly [number, number, number] | null
  readonly memory: MemoryFigures
  readonly oomKills: number | null
  readonly fileSystems: readonly FileSystemFigures[]
  readonly disks: readonly DiskFigures[]
  readonly networks: readonly NetworkFigures[]
  readonly temperatures: readonly { readonly chip: string; readonly sensor: string; readonly celsius: number }[]
  readonly healthyDisks: readonly { readonly disk: string; readonly isHealthy: boolean }[]
  readonly bootTimeSeconds: number
  readonly clockOffsetSeconds: number | null
  readonly processes: { readonly total: number; readonly running: number | null; readonly blocked: number | null }
}

/** Looks at the machine. */
export interface HostReader {
  read(signal: AbortSignal): Promise<HostFigures>
}
