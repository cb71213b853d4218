import { parseArgs } from 'node:util'

/** What may be said when the desktop application is started; everything else on its command line is Chromium's and ignored. */
export interface HostFlags {
  readonly dataFolder?: string
  readonly environment?: string
  readonly demo: boolean
  /** Started at sign-in: schedules run, no window opens until somebody asks for one. */
  readonly hidden: boolean
}

/** Reads the known flags of a command line. */
export function readHostFlags(args: readonly string[]): HostFlags {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      data: { type: 'string' },
      environment: { type: 'string' },
      demo: { type: 'boolean' },
      hidden: { type: 'boolean' },
    },
  })
  return {
    demo: values.demo === true,
    hidden: values.hidden === true,
    ...(typeof values.data === 'string' && { dataFolder: values.data }),
    ...(typeof values.environment === 'string' && { environment: values.environment }),
  }
}
