import { commands } from './commands.ts'

/** A command on its way to the double, and what comes back. */
export interface ControlRequest {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}
export type ControlAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: string }

function isRequest(message: unknown): message is ControlRequest {
  return typeof message === 'object' && message !== null && 'id' in message && 'name' in message
}

async function answer({ id, name, argument }: ControlRequest): Promise<ControlAnswer> {
  try {
    if (!Object.hasOwn(commands, name)) throw new Error(`no command ${name}`)
    return { id, value: await Reflect.apply(Reflect.get(commands, name), null, [argument]) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}

/** Obeys the test that started this process, over the channel between them; the channel alone keeps nothing alive. */
export function serveControl(): void {
  process.on('message', (message) => {
    if (isRequest(message)) void answer(message).then((reply) => process.send?.(reply))
  })
  process.channel?.unref()
}
