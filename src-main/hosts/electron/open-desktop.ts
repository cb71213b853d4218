import {
  createDemoProfile,
  createDemoUser,
  type DemoProfile,
  demoEnvironment,
  fillDemoProfile,
} from '#main/app/demo-profile.ts'
import { type OpenedApplication, openApplication } from '#main/app/open-application.ts'
import { programVersion } from '#main/platform/program-version.ts'
import { DesktopSession } from './calls.ts'
import type { ElectronParts } from './electron-parts.ts'
import type { HostFlags } from './host-flags.ts'
import { electronKeepAwake, electronSafeStorage, electronStartAtSignIn } from './machine-ports.ts'

/** The application on the desktop and the session its windows share. */
export interface Desktop extends OpenedApplication {
  readonly session: DesktopSession
}

/** Opens the application with what the desktop offers; a demonstration gets a folder of its own, removed at the end. */
export async function openDesktop(electron: ElectronParts, flags: HostFlags): Promise<Desktop> {
  const profile = flags.demo ? await createDemoProfile() : null
  const opened = await open(electron, flags, profile)
  const session = new DesktopSession()
  if (profile === null) return { ...opened, session }
  await prepareDemo(opened, profile, session)
  return {
    ...opened,
    session,
    close: async () => {
      await opened.close()
      await profile.remove()
    },
  }
}

async function open(
  electron: ElectronParts,
  flags: HostFlags,
  profile: DemoProfile | null,
): Promise<OpenedApplication> {
  const dataFolder = profile?.dataFolder ?? flags.dataFolder
  const safeStorage = await electronSafeStorage(electron)
  return openApplication({
    host: 'electron',
    programVersion,
    demo: flags.demo,
    flags: flags.environment === undefined ? {} : { environment: flags.environment },
    processEnvironment: flags.demo ? demoEnvironment(process.env) : process.env,
    keepAwake: electronKeepAwake(electron),
    startAtSignIn: electronStartAtSignIn(electron),
    ...(dataFolder === undefined ? {} : { dataFolder }),
    ...(safeStorage === undefined ? {} : { safeStorage }),
  })
}

async function prepareDemo(
  { app, config, log }: OpenedApplication,
  profile: DemoProfile,
  session: DesktopSession,
): Promise<void> {
  const userId = await createDemoUser(app, config().language)
  await fillDemoProfile(app, profile, (step) => log.info('demonstration', { step }))
  await session.claim(app, app.security.createSignInSecret(userId))
}
