import type { Migration } from '../migrate/migration.ts'

/** Every migration in the order of names. A static list, because a bundle has no folder to read. */
export const migrations: readonly Migration[] = []
