import type { Node } from '#main/engine/repository/index.ts'

/** Decoded folders of snapshots, the longest unused dropped first; bounded by the number of entries they hold. */
export class FolderCache {
  readonly #maximumEntries: number
  readonly #folders = new Map<string, readonly Node[]>()
  #entries = 0

  constructor(maximumEntries: number) {
    this.#maximumEntries = maximumEntries
  }

  async get(treeId: string, load: () => Promise<readonly Node[]>): Promise<readonly Node[]> {
    const known = this.#folders.get(treeId)
    if (known) {
      this.#folders.delete(treeId)
      this.#folders.set(treeId, known)
      return known
    }
    const loaded = await load()
    this.#keep(treeId, loaded)
    return loaded
  }

  #keep(treeId: string, nodes: readonly Node[]): void {
    if (this.#folders.has(treeId)) return
    this.#folders.set(treeId, nodes)
    this.#entries += nodes.length
    for (const [oldest, dropped] of this.#folders) {
      if (this.#entries <= this.#maximumEntries || oldest === treeId) return
      this.#folders.delete(oldest)
      this.#entries -= dropped.length
    }
  }
}
