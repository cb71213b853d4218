import { describe, expect, it } from 'vitest'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import { findingsOf, usedShare } from './findings.ts'

const fine: HostView = {
  hostname: 'hq',
  operatingSystem: 'Debian',
  uptimeSeconds: 60,
  at: '2026-01-01T00:00:00.000Z',
  cpu: { cores: 4, busyRatio: 0.2, modes: {}, load: [1, 1, 1] },
  memory: { totalBytes: 100, availableBytes: 60, swapTotalBytes: 0, swapFreeBytes: 0 },
  fileSystems: [
    { mountPoint: '/', type: 'ext4', sizeBytes: 100, freeBytes: 50, inodesUsedRatio: 0.1, isReadOnly: false },
  ],
  disks: [],
  networks: [
    { device: 'eno1', receivedBytesPerSecond: 1, sentBytesPerSecond: 1, errorsPerSecond: 0 },
    { device: 'eno2', receivedBytesPerSecond: null, sentBytesPerSecond: null, errorsPerSecond: null },
  ],
  temperatures: [{ sensor: 'core', celsius: 60 }],
  processes: { total: 10, running: 1, blocked: 0 },
  program: { residentBytes: 1, eventLoopLagMs: null, openFiles: null },
}
const [root] = fine.fileSystems
if (root === undefined) throw new Error('the sample has a file system')
const kinds = (view: HostView) => findingsOf(view).map(({ kind, tone }) => [kind, tone])

describe('what wants looking after on the machine', () => {
  it('is nothing where all is fine, and where nothing is known yet', () => {
    expect(findingsOf(fine)).toEqual([])
    expect(findingsOf({ ...fine, cpu: { ...fine.cpu, busyRatio: null } })).toEqual([])
  })

  it('names the gravest first', () => {
    const view = {
      ...fine,
      cpu: { ...fine.cpu, busyRatio: 0.85 },
      fileSystems: [{ ...root, freeBytes: 2 }],
    }
    expect(kinds(view)).toEqual([
      ['disk', 'failed'],
      ['cpu', 'warning'],
    ])
  })

  it('takes no notice of a full file system that nothing can be written to', () => {
    expect(findingsOf({ ...fine, fileSystems: [{ ...root, freeBytes: 0, isReadOnly: true }] })).toEqual([])
  })

  it('tells memory, swap, inodes, errors of the network, heat and processes that wait', () => {
    const view = {
      ...fine,
      memory: { totalBytes: 100, availableBytes: 10, swapTotalBytes: 10, swapFreeBytes: 0 },
      fileSystems: [{ ...root, inodesUsedRatio: 0.9 }],
      networks: [{ device: 'eno1', receivedBytesPerSecond: 1, sentBytesPerSecond: 1, errorsPerSecond: 3 }],
      temperatures: [{ sensor: 'core', celsius: 95 }],
      processes: { total: 10, running: 1, blocked: 9 },
    }
    expect(kinds(view)).toEqual([
      ['swap', 'failed'],
      ['memory', 'warning'],
      ['inodes', 'warning'],
      ['networkErrors', 'warning'],
      ['hot', 'warning'],
      ['blocked', 'warning'],
    ])
  })

  it('knows no share of nothing', () => {
    expect(usedShare(0, 0)).toBeNull()
    expect(usedShare(100, 120)).toBe(0)
  })
})
