import type { HostView } from '#shared/features/monitoring/contract/sources.ts'

export type FindingTone = 'warning' | 'failed'

/** Something about the machine that wants looking after; its text takes `name` and `share`. */
export interface Finding {
  readonly kind: 'cpu' | 'memory' | 'swap' | 'disk' | 'inodes' | 'blocked' | 'networkErrors' | 'hot'
  readonly tone: FindingTone
  readonly name: string
  /** Between 0 and 1, where it is about a share. */
  readonly share: number
  readonly count: number
}

/** The share that is in use, or null where there is nothing of which it could be one. */
export function usedShare(total: number, free: number): number | null {
  return total > 0 ? Math.min(1, Math.max(0, 1 - free / total)) : null
}

/** How bad a share is, by two limits; null where it is fine. */
export function toneOfShare(share: number | null, warning: number, failed: number): FindingTone | null {
  if (share === null || share < warning) return null
  return share < failed ? 'warning' : 'failed'
}

/** The limits of each share, as the rules that come with the program have them. */
export const limits = {
  cpu: [0.8, 0.95],
  memory: [0.85, 0.95],
  swap: [0.6, 0.9],
  disk: [0.85, 0.95],
  inodes: [0.85, 0.95],
} as const

type Shared = keyof typeof limits

function aboutShare(kind: Shared, name: string, share: number | null): readonly Finding[] {
  const [warning, failed] = limits[kind]
  const tone = toneOfShare(share, warning, failed)
  return tone === null || share === null ? [] : [{ kind, tone, name, share, count: 0 }]
}

const hottestCelsius = 90

/** What wants looking after now, gravest first. Read-only file systems are full by their nature. */
export function findingsOf(view: HostView): readonly Finding[] {
  const { memory, processes } = view
  const plain = { share: 0, count: 0, tone: 'warning' } as const
  const found: readonly Finding[] = [
    ...aboutShare('cpu', '', view.cpu.busyRatio),
    ...aboutShare('memory', '', usedShare(memory.totalBytes, memory.availableBytes)),
    ...aboutShare('swap', '', usedShare(memory.swapTotalBytes, memory.swapFreeBytes)),
    ...view.fileSystems
      .filter(({ isReadOnly }) => !isReadOnly)
      .flatMap(({ mountPoint, sizeBytes, freeBytes, inodesUsedRatio }) => [
        ...aboutShare('disk', mountPoint, usedShare(sizeBytes, freeBytes)),
        ...aboutShare('inodes', mountPoint, inodesUsedRatio),
      ]),
    ...view.networks
      .filter(({ errorsPerSecond }) => (errorsPerSecond ?? 0) > 0.1)
      .map(({ device }): Finding => ({ ...plain, kind: 'networkErrors', name: device })),
    ...view.temperatures
      .filter(({ celsius }) => celsius >= hottestCelsius)
      .map(({ sensor, celsius }): Finding => ({ ...plain, kind: 'hot', name: sensor, count: Math.round(celsius) })),
    ...(processes.blocked >= 5 ? [{ ...plain, kind: 'blocked' as const, name: '', count: processes.blocked }] : []),
  ]
  return found.toSorted((left, right) => Number(left.tone === 'warning') - Number(right.tone === 'warning'))
}
