import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileAtomically } from './atomic-file.ts'
import { newId } from './identifiers.ts'
import type { DataFolderPaths } from './paths.ts'

const nodeFileSchema = z.object({ id: z.string().min(1) })

/**
 * The name of this node: the configured one, else a name made once for the data folder and kept in it, so that a restart
 * knows its own tasks again. Fails when the file is damaged: another name would leave those tasks behind.
 */
export async function nodeIdentity({ nodeFile }: DataFolderPaths, configured: string): Promise<string> {
  if (configured !== '') return configured
  const content = await readFile(nodeFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (content !== null) return nodeFileSchema.parse(JSON.parse(content)).id
  const id = newId()
  await writeFileAtomically(nodeFile, `${JSON.stringify({ id })}\n`)
  return id
}
