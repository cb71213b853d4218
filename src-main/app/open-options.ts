import type { KeepAwake } from '#main/features/backup/index.ts'
import type { StartAtSignIn } from '#main/features/settings/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { LogOptions } from '#main/platform/log/create-log.ts'
import type { SafeStorage } from '#main/platform/secret-store/index.ts'
import type { ManagedSecretStore } from '#main/platform/secrets.ts'
import type { HostKind } from '#shared/features/system/contract.ts'

/** What a host says about itself and how it was called. */
export interface OpenOptions {
  readonly host: HostKind
  readonly programVersion: string
  /** What `--data` named; the default folder of the machine unless told. */
  readonly dataFolder?: string
  /** Flags of the command line by the key of the setting, such as `server.port`. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly processEnvironment?: Readonly<Record<string, string | undefined>>
  /** Where log lines go besides the file; `split` unless told. */
  readonly logStreams?: LogOptions['streams']
  /** A throw-away profile. */
  readonly demo?: boolean
  readonly keepAwake?: KeepAwake
  readonly startAtSignIn?: StartAtSignIn
  readonly safeStorage?: SafeStorage
  /** Instead of the store in the data folder. */
  readonly secrets?: ManagedSecretStore
  readonly clock?: Clock
}
