import { z } from 'zod'

export const existingChoices = ['if-changed', 'if-newer', 'never', 'always'] as const

export const restoreFormSchema = z.object({
  target: z.string().trim().min(1).max(4096),
  existing: z.enum(existingChoices),
  verifyAfter: z.boolean(),
})
export type RestoreFormValues = z.infer<typeof restoreFormSchema>

/** A path one step down, in the manner of the machine the program runs on. */
export function joinPath(folder: string, name: string): string {
  const separator = /^[a-z]:\\|^\\\\/i.test(folder) ? '\\' : '/'
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`
}

/** Where to restore unless told otherwise: a new folder of that name under the downloads, else under the home folder. */
export function suggestedTarget(
  home: {
    readonly path: string
    readonly entries: readonly { readonly name: string; readonly path: string; readonly isFolder: boolean }[]
  },
  folderName: string,
): string {
  const downloads = home.entries.find((entry) => entry.isFolder && /^(?:downloads|ダウンロード)$/i.test(entry.name))
  return joinPath(downloads?.path ?? home.path, folderName)
}

/** A day as it stands in a folder's name. */
export function dayStamp(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
}
