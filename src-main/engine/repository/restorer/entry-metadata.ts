import { lchownSync } from 'node:fs'
import {
  changeMode,
  listExtendedAttributes,
  removeExtendedAttribute,
  setTimes,
  systemErrorCode,
  writeExtendedAttribute,
} from '#main/engine/filesystem/index.ts'
import { parseTimeNs } from '../format/rfc3339.ts'
import { permissionsOf } from '../go-file-mode.ts'
import type { Node } from '../model.ts'

/** Labels of mandatory access control belong to the machine that is restored on; they are never removed. */
const belongsToSystem = new Set(['security.selinux', 'com.apple.provenance'])

/**
 * Gives an entry owner, extended attributes (those the snapshot does not name are removed), times and, last, its mode.
 * Every step is tried; the answer names the steps that failed.
 */
export function applyMetadata(path: Buffer, node: Node, owners: boolean): string[] {
  const failures: string[] = []
  const attempt = (step: string, action: () => void) => {
    try {
      action()
    } catch (error) {
      failures.push(`${step}: ${systemErrorCode(error) ?? String(error)}`)
    }
  }
  if (owners) attempt('owner', () => lchownSync(path, node.uid, node.gid))
  applyAttributes(path, node, attempt)
  attempt('times', () => setTimes(path, parseTimeNs(node.accessTime), parseTimeNs(node.modifiedTime)))
  if (node.type !== 'symlink') attempt('mode', () => changeMode(path, permissionsOf(node.mode)))
  return failures
}

function applyAttributes(path: Buffer, node: Node, attempt: (step: string, action: () => void) => void): void {
  const wanted = new Set(node.extendedAttributes.map(({ name }) => name))
  attempt('attributes', () => {
    for (const name of listExtendedAttributes(path)) {
      if (wanted.has(name) || belongsToSystem.has(name)) continue
      attempt(`attribute ${name}`, () => removeExtendedAttribute(path, name))
    }
  })
  for (const { name, value } of node.extendedAttributes) {
    attempt(`attribute ${name}`, () => writeExtendedAttribute(path, name, value))
  }
}
