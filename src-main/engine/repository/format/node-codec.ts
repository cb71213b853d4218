import type { ExtendedAttribute, Node, NodeType } from '../model.ts'
import { FormatError } from './format-error.ts'
import { bytesField, listField, longField, numberField, requireId, textField } from './json-fields.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './json-parse.ts'
import { jsonString, jsonStringOfBytes, jsonValue } from './json-text.ts'
import { quoteName, unquoteName } from './quoted-name.ts'
import { decodeUtf8 } from './utf8.ts'

const nodeTypes: ReadonlySet<string> = new Set<NodeType>([
  ...(['file', 'dir', 'symlink', 'dev', 'chardev', 'fifo', 'socket', 'irregular'] as const),
])

const knownKeys: ReadonlySet<string> = new Set([
  ...['name', 'type', 'mode', 'mtime', 'atime', 'ctime', 'uid', 'gid', 'user', 'group', 'inode', 'device_id', 'size'],
  ...['links', 'linktarget', 'linktarget_raw', 'extended_attributes', 'generic_attributes', 'device', 'content'],
  ...['subtree', 'error'],
])

/** Writes a node with the fields and in the order restic writes them; zero values that restic leaves out are left out. */
export function encodeNode(node: Node): string {
  const fields: string[] = [
    `"name":${jsonString(quoteName(node.name))}`,
    `"type":"${node.type}"`,
    optionalNumber('mode', node.mode),
    `"mtime":${jsonString(node.modifiedTime)}`,
    `"atime":${jsonString(node.accessTime)}`,
    `"ctime":${jsonString(node.changeTime)}`,
    `"uid":${node.uid}`,
    `"gid":${node.gid}`,
    optionalText('user', node.user),
    optionalText('group', node.group),
    optionalNumber('inode', node.inode),
    optionalNumber('device_id', node.deviceId),
    optionalNumber('size', node.size),
    optionalNumber('links', node.links),
    linkTarget(node.linkTarget),
    extendedAttributes(node.extendedAttributes),
    genericAttributes(node.genericAttributes),
    optionalNumber('device', node.device),
    `"content":${node.content === null ? 'null' : jsonValue(node.content)}`,
    optionalText('subtree', node.subtree ?? ''),
    optionalText('error', node.error ?? ''),
    ...Object.entries(node.extra ?? {}).map(([key, value]) => `${jsonString(key)}:${jsonValue(value)}`),
  ]
  return `{${fields.filter((field) => field !== '').join(',')}}`
}

function optionalNumber(key: string, value: number | bigint): string {
  return value === 0 || value === 0n ? '' : `"${key}":${value}`
}

function optionalText(key: string, value: string): string {
  return value === '' ? '' : `"${key}":${jsonString(value)}`
}

function linkTarget(target: Uint8Array | undefined): string {
  if (target === undefined || target.length === 0) return ''
  const text = decodeUtf8(target)
  if (text !== undefined) return `"linktarget":${jsonString(text)}`
  return `"linktarget":${jsonStringOfBytes(target)},"linktarget_raw":"${base64(target)}"`
}

function extendedAttributes(attributes: readonly ExtendedAttribute[]): string {
  if (attributes.length === 0) return ''
  const items = attributes.map(({ name, value }) => `{"name":${jsonString(name)},"value":"${base64(value)}"}`)
  return `"extended_attributes":[${items.join(',')}]`
}

function genericAttributes(attributes: Readonly<Record<string, unknown>> | undefined): string {
  if (attributes === undefined || Object.keys(attributes).length === 0) return ''
  const keys = Object.keys(attributes).sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
  return `"generic_attributes":${jsonValue(Object.fromEntries(keys.map((key) => [key, attributes[key]])))}`
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** Reads a node; keys this program does not know go to `extra`. Throws FormatError. */
export function decodeNode(value: JsonValue): Node {
  if (!isJsonObject(value)) throw new FormatError('a node is no object')
  const type = textField(value, 'type')
  if (!isNodeType(type)) throw new FormatError(`unknown node type ${type}`)
  const linkTarget = decodeLinkTarget(value)
  const subtree = value.subtree ?? undefined
  const error = textField(value, 'error')
  const generic = value.generic_attributes ?? undefined
  const extra = unknownKeys(value)
  return {
    name: unquoteName(textField(value, 'name')),
    type,
    mode: numberField(value, 'mode'),
    modifiedTime: textField(value, 'mtime'),
    accessTime: textField(value, 'atime'),
    changeTime: textField(value, 'ctime'),
    uid: numberField(value, 'uid'),
    gid: numberField(value, 'gid'),
    user: textField(value, 'user'),
    group: textField(value, 'group'),
    inode: longField(value, 'inode'),
    deviceId: longField(value, 'device_id'),
    size: longField(value, 'size'),
    links: longField(value, 'links'),
    ...(linkTarget === undefined ? {} : { linkTarget }),
    extendedAttributes: (listField(value, 'extended_attributes') ?? []).map(decodeAttribute),
    ...(isJsonObject(generic) ? { genericAttributes: generic } : {}),
    device: longField(value, 'device'),
    content: listField(value, 'content')?.map((id) => requireId(id, 'content')) ?? null,
    ...(subtree === undefined ? {} : { subtree: requireId(subtree, 'subtree') }),
    ...(error === '' ? {} : { error }),
    ...(extra === undefined ? {} : { extra }),
  }
}

function isNodeType(type: string): type is NodeType {
  return nodeTypes.has(type)
}

function decodeLinkTarget(value: JsonObject): Uint8Array | undefined {
  const text = textField(value, 'linktarget')
  return bytesField(value, 'linktarget_raw') ?? (text === '' ? undefined : Buffer.from(text, 'utf8'))
}

function decodeAttribute(value: JsonValue): ExtendedAttribute {
  if (!isJsonObject(value)) throw new FormatError('an extended attribute is no object')
  return { name: textField(value, 'name'), value: bytesField(value, 'value') ?? new Uint8Array() }
}

function unknownKeys(value: JsonObject): Readonly<Record<string, unknown>> | undefined {
  const unknown = Object.entries(value).filter(([key]) => !knownKeys.has(key))
  return unknown.length === 0 ? undefined : Object.fromEntries(unknown)
}
