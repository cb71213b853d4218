import { encodeNode } from '../format/node-codec.ts'
import type { Id, Node, NodeType } from '../model.ts'
import type { Repository } from '../repository.ts'

const typeBits: Partial<Record<NodeType, number>> = { dir: 2 ** 31, symlink: 2 ** 27, fifo: 2 ** 25 }

/** For tests: writes snapshots node by node, also such as no honest program would write. */
export class SnapshotWriter {
  readonly #repository: Repository

  constructor(repository: Repository) {
    this.#repository = repository
  }

  /** A node with plausible values for everything that is not given. */
  node(name: string | Uint8Array, type: NodeType, rest: Partial<Node> = {}): Node {
    const time = '2021-03-04T05:06:07.123456789Z'
    return {
      name: Buffer.from(name),
      type,
      mode: (typeBits[type] ?? 0) + (type === 'dir' ? 0o755 : 0o644),
      modifiedTime: time,
      accessTime: time,
      changeTime: time,
      uid: process.getuid?.() ?? 0,
      gid: process.getgid?.() ?? 0,
      user: '',
      group: '',
      inode: 0n,
      deviceId: 0n,
      size: 0n,
      links: type === 'dir' ? 0n : 1n,
      extendedAttributes: [],
      device: 0n,
      content: null,
      ...rest,
    }
  }

  /** A file of some pieces; one piece is one blob. */
  async file(
    name: string | Uint8Array,
    pieces: readonly (string | Uint8Array)[],
    rest: Partial<Node> = {},
  ): Promise<Node> {
    const content: Id[] = []
    let size = 0
    for (const piece of pieces) {
      const plain = Buffer.from(piece)
      size += plain.length
      content.push((await this.#repository.saveBlob('data', plain)).id)
    }
    return this.node(name, 'file', { content, size: BigInt(size), ...rest })
  }

  link(name: string, target: string, rest: Partial<Node> = {}): Node {
    return this.node(name, 'symlink', { linkTarget: Buffer.from(target), ...rest })
  }

  async folder(name: string | Uint8Array, nodes: readonly Node[], rest: Partial<Node> = {}): Promise<Node> {
    return this.node(name, 'dir', { subtree: await this.#tree(nodes), ...rest })
  }

  /** Stores the nodes as they stand, in their order, and makes everything readable. */
  async snapshot(nodes: readonly Node[]): Promise<{ readonly tree: Id }> {
    const tree = await this.#tree(nodes)
    await this.#repository.flush()
    return { tree }
  }

  async #tree(nodes: readonly Node[]): Promise<Id> {
    const text = `{"nodes":[${nodes.map(encodeNode).join(',')}]}\n`
    return (await this.#repository.saveBlob('tree', Buffer.from(text))).id
  }
}
