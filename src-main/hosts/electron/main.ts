import * as electron from 'electron'
import { startDesktop } from './host.ts'
import { readHostFlags } from './host-flags.ts'

await startDesktop(electron, readHostFlags(process.argv.slice(1)))
