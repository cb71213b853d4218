import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchAudit } from './audit.ts'
import { benchBackup } from './backup.ts'
import { benchLogs } from './logs.ts'
import { benchServer } from './server.ts'
import { benchSignIn } from './sign-in.ts'
import { benchTsdb } from './tsdb.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
  },
})

const say = (line: string) => console.error(line)
const options = { runs: Number(values.runs), scale: Number(values.scale), say }
const benchmarks = new Map<string | undefined, () => Promise<object>>([
  ['backup', () => benchBackup(options)],
  ['server', () => benchServer(options)],
  ['logs', () => benchLogs(options)],
  ['audit', () => benchAudit(options)],
  ['sign-in', () => benchSignIn(options)],
  ['tsdb', () => benchTsdb(options)],
])

const bench = benchmarks.get(positionals[0])
if (bench === undefined) {
  say(`usage: npm run bench -- ${[...benchmarks.keys()].join('|')} [--json] [--runs 5] [--scale 1]`)
  process.exit(2)
}
say(
  `${execFileSync('restic', ['version'], { encoding: 'utf8' }).trim()}; node ${process.versions.node}; ${cpus().length} cores`,
)
const figures = await bench()
if (values.json) console.log(JSON.stringify(figures))
else console.table(figures)
