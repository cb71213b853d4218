import type { AuditFilter } from '#shared/features/security/contract/audit.ts'

/** More than a browser should hold at once; larger records are exported by command. */
export const largestExportBytes = 512 * 1024 * 1024

/** How far an export is. */
export interface ExportProgress {
  readonly rows: number
  readonly bytes: number
}

/** The export has grown beyond what a window should hold. */
export class ExportTooLargeError extends Error {
  override readonly name = 'ExportTooLargeError'
}

/** Collects the pieces of an export and says how far it is; ends at once when the signal aborts. */
export async function collectExport(
  pieces: AsyncIterable<{ readonly text: string }>,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
  limitBytes = largestExportBytes,
): Promise<Blob> {
  const parts: Blob[] = []
  let rows = 0
  let bytes = 0
  for await (const { text } of pieces) {
    signal.throwIfAborted()
    const part = new Blob([text])
    parts.push(part)
    bytes += part.size
    rows += text.split('\n').length - 1
    if (bytes > limitBytes) throw new ExportTooLargeError()
    onProgress({ rows, bytes })
  }
  signal.throwIfAborted()
  return new Blob(parts, { type: 'application/jsonl' })
}

/** Name of the file: when it was made, and whether it is the whole record. */
export function exportFileName(filter: AuditFilter, now: Date): string {
  const isWhole = Object.values(filter).every((value) => value === undefined)
  const at = now.toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')
  return `kuraban-audit-${at}${isWhole ? '' : '-filtered'}.jsonl`
}
