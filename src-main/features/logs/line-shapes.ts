import { basename } from 'node:path'
import type { FoundLine, LinePlace, LogQuery } from '#main/engine/logs/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { LogFilter, LogLine } from '#shared/features/logs/contract.ts'

const placePattern = /^(-?\d{1,16})\.([0-9a-f]{16}|~)\.(\d{1,16})$/
const idPattern = /^([0-9a-f]{16})\.(\d{1,16})$/

/** A line as the contract has it. */
export function shownLine({ fileKey, offset, atMs, path, ...line }: FoundLine): LogLine {
  return { ...line, id: `${fileKey}.${offset}`, at: instantOf(atMs), file: basename(path) }
}

const farthestMs = 8.64e15

/** Lines of others may name any time. */
export function instantOf(atMs: number): string {
  return new Date(Math.min(farthestMs, Math.max(-farthestMs, atMs))).toISOString()
}

export function cursorOf(place: LinePlace | null): string | null {
  return place === null ? null : `${place.atMs}.${place.fileKey}.${place.offset}`
}

/** Refuses a cursor that is none of ours with VALIDATION. */
export function placeOfCursor(cursor: string | undefined): LinePlace | null {
  if (cursor === undefined) return null
  const found = placePattern.exec(cursor)
  if (found === null) throw new AppError('VALIDATION', { issues: [{ path: 'cursor', message: 'cursor-invalid' }] })
  return { atMs: Number(found[1]), fileKey: found[2] ?? '', offset: Number(found[3]) }
}

/** The place in an id; one that is no id of ours belongs to no line. */
export function placeOfId(id: string): { readonly fileKey: string; readonly offset: number } {
  const found = idPattern.exec(id)
  if (found === null) throw noSuchLine(id)
  return { fileKey: found[1] ?? '', offset: Number(found[2]) }
}

export function noSuchLine(id: string): AppError {
  return new AppError('NOT_FOUND', { resource: 'log-line', id })
}

export function queryOf({ source: _source, ...query }: LogFilter): LogQuery {
  return query
}

/** For a source that is not open, or never was. */
export function noSuchSource(id: string): AppError {
  return new AppError('NOT_FOUND', { resource: 'log-source', id })
}
