/** What a file system says about one entry, losslessly. Paths and names are raw bytes, since file systems do not promise UTF-8. */
export interface EntryStatus {
  /** `st_mode` as the operating system gives it. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Names of owner and group; empty when the system knows none. */
  readonly user: string
  readonly group: string
  readonly inode: bigint
  readonly deviceId: bigint
  /** Device number of a device node, else 0. */
  readonly device: bigint
  readonly sizeBytes: bigint
  readonly links: bigint
  readonly modifiedNs: bigint
  readonly accessNs: bigint
  readonly changeNs: bigint
}
