import * as electron from 'electron'
import { startDesktop } from './host.ts'
import { readHostFlags } from './host-flags.ts'

startDesktop(electron, readHostFlags(process.argv.slice(1)))
