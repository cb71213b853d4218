import type { ValueType } from './value-types.ts'

/** The names of environments. */
export const environments = ['development', 'staging', 'production'] as const
export type Environment = (typeof environments)[number]

/** Everything there is to know of one setting. */
export interface Declaration<T> {
  /** Environment variable, also the name in `.env` files. */
  readonly variable: string
  readonly type: ValueType<T>
  readonly defaultOf: (environment: Environment) => T
  /** Masked wherever it is shown: as a whole, or the password inside an address. */
  readonly secret: 'no' | 'whole' | 'password-in-address'
  /** The command line's flag, where it has one of its own. */
  readonly flag: string | null
  /** Whether the settings screen offers it. */
  readonly onScreen: boolean
  readonly needsRestart: boolean
  readonly description: { readonly ja: string; readonly en: string }
}

type Optional<T> = Partial<Omit<Declaration<T>, 'variable' | 'type' | 'defaultOf' | 'description'>>

/** Declares a setting; the default may depend on the environment. Not secret, not on the screen unless told. */
export function declare<T>(
  variable: string,
  type: ValueType<T>,
  standard: T | ((environment: Environment) => T),
  description: Declaration<T>['description'],
  more: Optional<T> = {},
): Declaration<T> {
  const defaultOf = typeof standard === 'function' ? (standard as (environment: Environment) => T) : () => standard
  return {
    ...{ variable, type, defaultOf, description },
    ...{ secret: 'no', flag: null, onScreen: false, needsRestart: true },
    ...more,
  }
}
