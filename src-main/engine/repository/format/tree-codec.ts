import type { Tree } from '../model.ts'
import { FormatError } from './format-error.ts'
import { isJsonObject, parseJson } from './json-parse.ts'
import { decodeNode, encodeNode } from './node-codec.ts'
import { quoteName } from './quoted-name.ts'
import { compareBytes } from './utf8.ts'

/** The canonical bytes of a folder. Throws FormatError when the nodes are not strictly ascending by the bytes of their names. */
export function encodeTree(tree: Tree): Uint8Array {
  const disorder = findDisorder(tree)
  if (disorder !== undefined) throw new FormatError(disorder)
  return Buffer.from(`{"nodes":[${tree.nodes.map(encodeNode).join(',')}]}\n`, 'utf8')
}

/**
 * Reads a folder. Nodes out of order are handed out as they stand, so that a folder of a careless writer can still be restored:
 * a check asks `findDisorder`. Throws FormatError.
 */
export function decodeTree(bytes: Uint8Array): Tree {
  const value = parseTreeJson(bytes)
  if (!isJsonObject(value) || !(Array.isArray(value.nodes) || value.nodes === null)) {
    throw new FormatError('a folder has no list of nodes')
  }
  return { nodes: (value.nodes ?? []).map(decodeNode) }
}

function parseTreeJson(bytes: Uint8Array) {
  try {
    return parseJson(bytes)
  } catch (error) {
    if (error instanceof SyntaxError) throw new FormatError(`a folder is no JSON: ${error.message}`)
    throw error
  }
}

/** What is wrong with the names of a folder (empty, double, out of order), or undefined. */
export function findDisorder(tree: Tree): string | undefined {
  let previous: Uint8Array | undefined
  for (const { name } of tree.nodes) {
    if (name.length === 0) return 'a node has no name'
    const order = previous === undefined ? -1 : compareBytes(previous, name)
    if (order === 0) return `two nodes are named "${quoteName(name)}"`
    if (order > 0) return `the node "${quoteName(name)}" is out of order`
    previous = name
  }
  return undefined
}
