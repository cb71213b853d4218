import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { endGroup } from '#test/fixtures/process-group.ts'

/** A program of this project in a process group of its own, so that nothing of it can be left behind unseen. */
export class Program {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  #output = ''

  constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk) => {
        this.#output += chunk
      })
    this.exited = once(this.child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  }

  get output(): string {
    return this.#output
  }

  /** The first line that the program prints. */
  async firstLine(): Promise<string> {
    const { stdout } = this.child
    if (stdout === null) throw new Error('the program has no output')
    let text = ''
    for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) return text.slice(0, end)
    }
    throw new Error(`the program ended before it said anything\n${this.#output}`)
  }

  /** Ends what still lives of the group; answers the names of what had to be ended. */
  killLeftovers(): Promise<readonly string[]> {
    return endGroup(this.child.pid ?? 0)
  }
}
