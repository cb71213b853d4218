import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileAtomically } from '../atomic-file.ts'
import { storeUnavailable } from './store-unavailable.ts'

/** Stores of earlier versions did not note it. */
const madeAt = z.iso.datetime().optional()

const passphraseSlotSchema = z.object({
  kind: z.enum(['passphrase', 'secret-key', 'recovery-code']),
  id: z.string(),
  salt: z.base64(),
  memoryKib: z.number().int().min(8).max(4_194_304),
  passes: z.number().int().min(1).max(100),
  lanes: z.number().int().min(1).max(64),
  box: z.base64(),
  madeAt,
})

const slotSchema = z.discriminatedUnion('kind', [
  passphraseSlotSchema,
  z.object({ kind: z.literal('keychain'), id: z.string(), box: z.base64(), madeAt }),
  z.object({ kind: z.literal('safe-storage'), id: z.string(), box: z.base64(), madeAt }),
  z.object({ kind: z.literal('key-file'), id: z.string(), box: z.base64(), madeAt }),
])

const storeFileSchema = z.object({
  version: z.literal(1),
  masterMadeAt: madeAt,
  /** Ways to the master key, each able to open it alone. */
  slots: z.array(slotSchema).min(1),
  /** Secrets by name, each sealed under the master key and bound to its name. */
  secrets: z.array(z.object({ name: z.string(), box: z.base64() })),
})

export type PassphraseSlot = z.infer<typeof passphraseSlotSchema>
export type Slot = z.infer<typeof slotSchema>
export type SlotKind = Slot['kind']
export type StoreContent = z.infer<typeof storeFileSchema>

/** What the file holds, null where there is none. A file that cannot be understood is an error and is left as it is. */
export async function readStoreFile(file: string): Promise<StoreContent | null> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw storeUnavailable(`${file}: ${error.message}`, error)
  })
  if (content === null) return null
  try {
    return storeFileSchema.parse(JSON.parse(content))
  } catch (error) {
    throw storeUnavailable(`${file} is damaged`, error)
  }
}

/** Replaces the file as a whole; when that fails the old one is untouched. */
export async function writeStoreFile(file: string, content: StoreContent): Promise<void> {
  try {
    await writeFileAtomically(file, `${JSON.stringify(content, null, 1)}\n`)
  } catch (error) {
    throw storeUnavailable(`${file} cannot be written`, error)
  }
}
