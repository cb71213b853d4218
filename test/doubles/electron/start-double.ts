import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { endGroup } from '#test/fixtures/process-group.ts'
import type { Commands } from './control/commands.ts'
import type { ControlAnswer } from './control/serve-control.ts'

const project = join(import.meta.dirname, '..', '..', '..')
const register = join(import.meta.dirname, 'register.ts')

/** The bundles that are run; they are the bytes that the build made. */
export const mainBundle = join(project, 'dist', 'main', 'electron.js')
export const preloadBundle = join(project, 'dist', 'preload', 'preload.cjs')

export interface DoubleOptions {
  readonly args: readonly string[]
  /** Holds everything that the process leaves behind; whoever gives it removes it. */
  readonly temporaryFolder: string
  readonly environment?: Readonly<Record<string, string>>
}

type Argument<Name extends keyof Commands> = Parameters<Commands[Name]>
type Result<Name extends keyof Commands> = Awaited<ReturnType<Commands[Name]>>

/** The built application under the double, in a process group of its own. */
export class RunningDouble {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  #output = ''
  #lastId = 0
  #chromiumGroup: number | undefined

  constructor({ args, temporaryFolder, environment = {} }: DoubleOptions) {
    this.child = spawn(process.execPath, ['--unhandled-rejections=throw', '--import', register, mainBundle, ...args], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporaryFolder, ...environment },
    })
    this.child.setMaxListeners(0)
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk) => {
        this.#output += chunk
      })
    this.exited = once(this.child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  }

  /** What the process has written, for messages of failed tests. */
  get output(): string {
    return this.#output
  }

  /** Makes the double do something; fails when the process ends before it has answered. */
  async control<Name extends keyof Commands>(name: Name, ...[argument]: Argument<Name>): Promise<Result<Name>> {
    this.#lastId += 1
    const id = this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<Result<Name>>()
    const receive = (answer: ControlAnswer & { readonly value: Result<Name> }) => {
      if (answer.id !== id) return
      if ('failure' in answer && typeof answer.failure === 'string') reject(new Error(answer.failure))
      else resolve(answer.value)
    }
    const ended = () => reject(new Error(`the application ended during ${name}\n${this.#output}`))
    this.child.on('message', receive).once('exit', ended)
    this.child.send({ id, name, argument })
    return promise.finally(() => this.child.off('message', receive).off('exit', ended))
  }

  /** Where Chromium can be driven; nothing is left of it either when `killLeftovers` is done. */
  async chromiumEndpoint(): Promise<string> {
    const { endpoint, groupId } = await this.control('chromium')
    this.#chromiumGroup = groupId
    return endpoint
  }

  /** Ends what still lives of the process and of Chromium; answers the names of what had to be ended. */
  async killLeftovers(): Promise<readonly string[]> {
    const groups = [this.child.pid, this.#chromiumGroup].filter((id) => id !== undefined)
    return (await Promise.all(groups.map((id) => endGroup(id)))).flat()
  }
}
