import type { ConfigValues } from '#main/platform/config/index.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { DataFolderPaths } from '#main/platform/paths.ts'
import {
  findKeychain,
  openSecretStore,
  readPassphrase,
  type SafeStorage,
  type SealedSecretStore,
} from '#main/platform/secret-store/index.ts'

/** What the secret store of a data folder is opened with. */
export interface SecretSurroundings {
  readonly config: ConfigValues
  readonly paths: DataFolderPaths
  readonly processEnvironment: Readonly<Record<string, string | undefined>>
  readonly log: Logger
  /** Masks a value in the log from now on. */
  readonly hide: (secret: string) => void
  readonly safeStorage?: SafeStorage | undefined
  /** Leaves the store as it is; see `SecretStoreOptions`. */
  readonly onlyLook?: boolean
  /** Of a recovery sheet, typed because nothing else opens the store. */
  readonly recoveryCode?: string
}

/** Opens the secret store of a data folder with everything the settings and the machine offer, or makes it. */
export async function openConfiguredSecrets(surroundings: SecretSurroundings): Promise<SealedSecretStore> {
  const { config, paths, processEnvironment, log, hide, safeStorage, onlyLook = false } = surroundings
  const { recoveryCode } = surroundings
  const { passphraseFile, secretKey } = config
  const credentialsFolder = processEnvironment.CREDENTIALS_DIRECTORY
  const passphrase = await readPassphrase({ passphraseFile, credentialsFolder })
  for (const secret of [secretKey, passphrase ?? '']) if (secret !== '') hide(secret)
  return openSecretStore({
    file: paths.secretsFile,
    keyFile: paths.keyFile,
    passphrase,
    secretKey,
    keychain: await findKeychain(),
    onlyLook,
    log,
    ...(safeStorage === undefined ? {} : { safeStorage }),
    ...(recoveryCode === undefined ? {} : { recoveryCode }),
  })
}
