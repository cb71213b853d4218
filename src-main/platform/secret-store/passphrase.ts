import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { storeUnavailable } from './store-unavailable.ts'

/** Where a passphrase may come from without a person. */
export interface PassphraseSources {
  /** KURABAN_PASSPHRASE_FILE; empty where it is not set. */
  readonly passphraseFile: string
  /** CREDENTIALS_DIRECTORY, which systemd sets for a unit with `LoadCredential=kuraban-passphrase:…`. */
  readonly credentialsFolder?: string | undefined
}

const credentialName = 'kuraban-passphrase'

async function readPassphraseFile(file: string, mustExist: boolean): Promise<string | null> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !mustExist) return null
    throw storeUnavailable(`the passphrase file ${file} cannot be read (${error.code})`, error)
  })
  if (content === null) return null
  const passphrase = content.replace(/\r?\n$/, '')
  if (passphrase === '') throw storeUnavailable(`the passphrase file ${file} is empty`)
  return passphrase.normalize('NFC')
}

/** The passphrase given by file or systemd credential, null where there is none. A named file that is missing is an error. */
export async function readPassphrase(sources: PassphraseSources): Promise<string | null> {
  if (sources.passphraseFile !== '') return readPassphraseFile(sources.passphraseFile, true)
  if (!sources.credentialsFolder) return null
  return readPassphraseFile(path.join(sources.credentialsFolder, credentialName), false)
}
