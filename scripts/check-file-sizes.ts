import { readdirSync, readFileSync } from 'node:fs'

const limit = 400
const folders = ['src-shared', 'src-main', 'src-renderer', 'scripts', 'bin', 'test']
/** Data in the form of source: generated, or nothing but a table. */
const exempt = /\.wasm\.ts$|-wasm\.ts$|\/assembly\//

const tooLong = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
  .filter((name) => /\.tsx?$/.test(name) && !exempt.test(name))
  .map((name) => ({ name, lines: readFileSync(name, 'utf8').split('\n').length }))
  .filter(({ lines }) => lines > limit)

for (const { name, lines } of tooLong) console.error(`${name}: ${lines} lines, ${limit} at most: split it by meaning`)
process.exitCode = tooLong.length === 0 ? 0 : 1
