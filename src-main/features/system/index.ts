import { createSystemRouter, type SystemPorts } from './router.ts'

export type { SystemPorts } from './router.ts'

/** The program as it looks at itself, and what it announces. */
export function createSystem(ports: SystemPorts) {
  return { router: createSystemRouter(ports) }
}
