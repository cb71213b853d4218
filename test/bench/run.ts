import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchBackup } from './backup.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
  },
})

const benchmarks = { backup: benchBackup }
const say = (line: string) => console.error(line)
const name = positionals[0]
if (name !== 'backup') {
  say(`usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [--json] [--runs 5] [--scale 1]`)
  process.exit(2)
}
say(
  `${execFileSync('restic', ['version'], { encoding: 'utf8' }).trim()}; node ${process.versions.node}; ${cpus().length} cores`,
)
const figures = await benchmarks[name]({ runs: Number(values.runs), scale: Number(values.scale), say })
if (values.json) console.log(JSON.stringify(figures))
else console.table(figures)
