import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoStep } from '#main/features/backup/index.ts'
import { systemContext } from '#main/features/security/index.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { userSchema } from '#shared/features/security/values.ts'
import type { Application } from './create-app.ts'
import { answerOwnerCalls } from './owner-calls.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A throw-away data folder; `remove` deletes it with everything in it. */
export interface DemoProfile {
  readonly dataFolder: string
  remove(): Promise<void>
}

/** A demonstration never touches the site's own database, wherever the environment says it is. */
export function demoEnvironment(environment: Environment): Environment {
  const { DATABASE_URL: _, ...rest } = environment
  return rest
}

/** Makes the folder of a profile that lives only as long as the program runs. */
export async function createDemoProfile(): Promise<DemoProfile> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kuraban-demo-'))
  return { dataFolder, remove: () => rm(dataFolder, { recursive: true, force: true }) }
}

/** Creates the demonstration's administrator, whose password nobody knows; answers the id to sign in by link. */
export async function createDemoUser(app: Application, language: Language): Promise<string> {
  const params = { name: 'demo', role: 'administrator', password: randomBytes(24).toString('base64url'), language }
  const signal = new AbortController().signal
  const created = await answerOwnerCalls(app)({ method: 'security.users.create', params, signal, emit: () => {} })
  return userSchema.parse(created).id
}

/** Fills the profile by really doing the work: backs a folder up twice, verifies and restores it. */
export async function fillDemoProfile(
  app: Application,
  { dataFolder }: DemoProfile,
  onStep: (step: DemoStep) => void,
): Promise<void> {
  await app.runDemo({ folder: join(dataFolder, 'demo'), context: systemContext(), onStep })
}
