import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { CheckpointDestination } from './destination.ts'

/** Appends to a file, and waits until the disk has it. */
export function fileDestination(file: string): CheckpointDestination {
  return {
    kind: 'file',
    place: file,
    deliver: async (lines) => {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      const handle = await open(file, 'a', 0o600)
      try {
        await handle.writeFile(`${lines.join('\n')}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
  }
}
