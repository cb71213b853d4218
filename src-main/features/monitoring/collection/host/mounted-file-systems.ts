import { statfs } from 'node:fs/promises'
import type { FileSystemFigures } from './host-figures.ts'

/** A line of /proc/self/mounts that is worth a look. */
export interface Mount {
  readonly device: string
  readonly mountPoint: string
  readonly type: string
  readonly isReadOnly: boolean
}

const noStorage =
  /^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|erofs|fusectl|fuse\.(lxcfs|portal|gvfsd-fuse|snapfuse)|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|pstore|ramfs|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs)$/
const noPlace = /^\/(dev|proc|sys|run\/credentials|var\/lib\/(docker|containers|kubelet))(\/|$)/
const mountsAtMost = 64

/** File systems that keep data, each once, and whatever `/` is. */
export function parseMounts(text: string): Mount[] {
  const mounts = new Map<string, Mount>()
  for (const line of text.split('\n')) {
    const [device = '', mountPoint = '', type = '', options = ''] = line.split(' ').map(unescaped)
    if (mountPoint !== '/' && (!mountPoint.startsWith('/') || noStorage.test(type) || noPlace.test(mountPoint)))
      continue
    const isReadOnly = options.split(',').includes('ro')
    mounts.set(mountPoint, { device, mountPoint, type, isReadOnly })
  }
  return [...mounts.values()].slice(0, mountsAtMost)
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

type StatFileSystem = (path: string) => Promise<{
  readonly bsize: number
  readonly blocks: number
  readonly bavail: number
  readonly files: number
  readonly ffree: number
}>

/** A dead server of a network file system holds a thread of the process for each question: no more than these. */
const stuckAtMost = 2
const answerLimitMs = 2000

/** Asks file systems how full they are. One that does not answer is left out, and asked again only once it has. */
export class FileSystemProbe {
  readonly #stat: StatFileSystem
  readonly #stuck = new Set<string>()

  constructor(stat: StatFileSystem = statfs) {
    this.#stat = stat
  }

  /** One after the other, so that few threads wait at a time. */
  async read(mounts: readonly Mount[]): Promise<FileSystemFigures[]> {
    const found: FileSystemFigures[] = []
    for (const mount of mounts) {
      if (this.#stuck.has(mount.mountPoint) || this.#stuck.size >= stuckAtMost) continue
      const figures = await this.#ask(mount)
      if (figures !== null && figures.sizeBytes > 0) found.push(figures)
    }
    return found
  }

  async #ask(mount: Mount): Promise<FileSystemFigures | null> {
    const { promise: late, resolve } = Promise.withResolvers<null>()
    const timer = setTimeout(resolve, answerLimitMs, null)
    this.#stuck.add(mount.mountPoint)
    const answer = this.#stat(mount.mountPoint)
      .then(({ bsize, blocks, bavail, files, ffree }) => ({
        ...mount,
        sizeBytes: blocks * bsize,
        availableBytes: bavail * bsize,
        files: files > 0 ? files : null,
        filesFree: files > 0 ? ffree : null,
      }))
      .catch(() => null)
      .finally(() => this.#stuck.delete(mount.mountPoint))
    try {
      return await Promise.race([answer, late])
    } finally {
      clearTimeout(timer)
    }
  }
}
