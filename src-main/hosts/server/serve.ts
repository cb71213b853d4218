import { join } from 'node:path'
import {
  createDemoProfile,
  createDemoUser,
  type DemoProfile,
  demoEnvironment,
  fillDemoProfile,
} from '#main/app/demo-profile.ts'
import { type OpenedApplication, openApplication } from '#main/app/open-application.ts'
import type { CertificateKeeper } from '#main/platform/certificate/index.ts'
import { installedPath } from '#main/platform/resources.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { demoWords } from './demo-words.ts'
import { openCertificate } from './server-certificate.ts'
import { type ServerOptions, startServer } from './start-server.ts'

const builtScreens = join('dist', 'renderer')

/** What one may say when serving; the settings say the rest. */
export interface ServeOptions {
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly https?: boolean | undefined
  readonly httpPort?: number | undefined
  readonly data?: string | undefined
  readonly environment?: string | undefined
  readonly demo: boolean
  /** Standard output holds one JSON document: log lines go to standard error. */
  readonly json: boolean
}

/** The surroundings of the process. */
export interface ServeSurroundings {
  readonly programVersion: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly language: Language
  /** Tells a person what is being done while they wait. */
  readonly say: (line: string) => void
}

/** An application that answers browsers. */
export interface ServedApplication {
  readonly url: string
  /** Where plain HTTP is sent on to `url`; null without HTTPS. */
  readonly httpUrl: string | null
  /** SHA-256 of the certificate as browsers show it; null without HTTPS. */
  readonly certificateFingerprint: string | null
  readonly signInUrl: string
  /** A further link, for when the first has run out. */
  createSignInUrl(): string
  close(): Promise<void>
}

/** Opens the application on its data folder (with `demo` a throw-away one, filled by really doing the work) and serves it. */
export async function serve(options: ServeOptions, surroundings: ServeSurroundings): Promise<ServedApplication> {
  const profile = options.demo ? await createDemoProfile() : null
  try {
    const opened = await open(options, surroundings, profile)
    try {
      return await answer(opened, surroundings, profile)
    } catch (error) {
      await opened.close()
      throw error
    }
  } catch (error) {
    await profile?.remove()
    throw error
  }
}

function open(
  { host, port, https, httpPort, data, environment, demo, json }: ServeOptions,
  surroundings: ServeSurroundings,
  profile: DemoProfile | null,
): Promise<OpenedApplication> {
  const dataFolder = profile?.dataFolder ?? data
  return openApplication({
    host: 'server',
    programVersion: surroundings.programVersion,
    processEnvironment: demo ? demoEnvironment(surroundings.environment) : surroundings.environment,
    flags: definedOnly({
      'server.host': host,
      'server.port': port,
      'server.https': https,
      'server.httpPort': httpPort,
      environment,
    }),
    logStreams: demo ? 'none' : json ? 'standard-error' : 'split',
    demo,
    ...(dataFolder === undefined ? {} : { dataFolder }),
  })
}

function definedOnly(flags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
}

async function answer(
  opened: OpenedApplication,
  { language, say }: ServeSurroundings,
  profile: DemoProfile | null,
): Promise<ServedApplication> {
  const { app, config } = opened
  const userId = profile === null ? undefined : await createDemoUser(app, config().language)
  if (profile !== null) await fillDemoProfile(app, profile, (step) => say(demoWords[language][step]))
  const certificate = await openCertificate(opened)
  const server = await startServer(serverOptions(opened, certificate)).catch(async (error: unknown) => {
    await certificate?.stop()
    throw error
  })
  return {
    url: server.url,
    httpUrl: server.httpUrl,
    certificateFingerprint: certificate?.current.fingerprint ?? null,
    signInUrl: server.createSignInUrl(userId),
    createSignInUrl: () => server.createSignInUrl(userId),
    close: async () => {
      await server.close()
      await certificate?.stop()
      await opened.close()
      await profile?.remove()
    },
  }
}

function serverOptions({ app, config }: OpenedApplication, certificate: CertificateKeeper | null): ServerOptions {
  const values = config()
  const httpPort = values['server.httpRedirect'] ? values['server.httpPort'] : null
  return {
    app,
    host: values['server.host'],
    port: values['server.port'],
    rendererFolder: installedPath(builtScreens) ?? builtScreens,
    https: certificate === null ? undefined : { certificate, httpPort },
    publicUrl: values['server.publicUrl'] === '' ? undefined : values['server.publicUrl'],
    trustedProxies: values['server.trustedProxies'],
    otherOrigins: values['cors.origins'],
    challengeFolder: values['server.challengeFolder'],
    connections: {
      atMost: values['server.connections'],
      perAddressAtMost: values['server.connectionsPerAddress'],
    },
  }
}
