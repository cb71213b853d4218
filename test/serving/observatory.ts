import fs from 'node:fs'
import { z } from 'zod'

/**
 * Grades the headers of a server as the HTTP Observatory of MDN does and prints the verdict. Its own command knows the
 * ports 80 and 443 only, and its list of preloaded names is downloaded when it is installed: here it is empty.
 */
const [hostname = '', httpPort, httpsPort] = process.argv.slice(2)

const readFileSync = fs.readFileSync.bind(fs)
Reflect.set(fs, 'readFileSync', (file: string, ...rest: []) =>
  String(file).endsWith('hsts-preload.json') ? '{}' : readFileSync(file, ...rest),
)

const place = new URL('.', import.meta.resolve('@mdn/mdn-http-observatory'))
const part = (name: string): Promise<unknown> => import(new URL(name, place).href)

const outcome = z.looseObject({ result: z.string(), pass: z.boolean() })
const tests = z
  .object({ ALL_TESTS: z.array(z.function({ input: [z.unknown()], output: outcome })) })
  .parse(await part('constants.js')).ALL_TESTS
const { retrieve } = z
  .object({ retrieve: z.function({ input: [z.string(), z.unknown()], output: z.promise(z.unknown()) }) })
  .parse(await part('retriever/retriever.js'))
const grader = z
  .object({
    getScoreModifier: z.function({ input: [z.string()], output: z.number() }),
    getGradeForScore: z.function({ input: [z.number()], output: z.object({ grade: z.string(), score: z.number() }) }),
  })
  .parse(await part('grader/grader.js'))

const answers = await retrieve(hostname, { httpPort, httpsPort })
const results = tests.map((test) => test(answers))
const modifiers = results.map(({ result }) => grader.getScoreModifier(result))
const score = modifiers.reduce((sum, modifier) => sum + modifier, 100)
console.log(
  JSON.stringify({
    ...grader.getGradeForScore(score),
    failed: results.filter(({ pass }) => !pass).map(({ result }) => result),
    results: results.map(({ result }, n) => `${result} ${modifiers[n]}`),
  }),
)
process.exit(0)
