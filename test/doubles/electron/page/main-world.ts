import type { Codec } from '../codec.ts'

/** What the parts of a function bridge look like on their way between the worlds. */
export type ExposedShape =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, ExposedShape])[] }

/** Names that only the two worlds of the double know. */
export interface WorldNames {
  readonly expose: string
  readonly call: string
  readonly answer: string
  readonly open: string
}

/**
 * Runs in the page's own world before its scripts: receives what contextBridge exposes, and passes on what would open
 * another window.
 * Stands alone, because its source is sent into the page.
 */
export function prepareMainWorld(names: WorldNames, codec: Codec): void {
  const textOf = (event: Event) => (event instanceof CustomEvent ? String(event.detail) : '')
  const send = (name: string, value: unknown) =>
    window.dispatchEvent(new CustomEvent(name, { detail: codec.encode(value) }))
  const callFunction = (id: number, args: unknown[]): unknown => {
    let answer: unknown
    const keep = (event: Event) => {
      answer = codec.decode(textOf(event))
    }
    window.addEventListener(names.answer, keep)
    send(names.call, { id, args: structuredClone(args) })
    window.removeEventListener(names.answer, keep)
    if (!Array.isArray(answer)) throw new Error('the other side of the bridge did not answer')
    if (answer[0] === 'threw') throw new Error(String(answer[1]))
    return answer[1]
  }
  const build = (shape: ExposedShape): unknown => {
    if (shape.kind === 'value') return shape.value
    if (shape.kind === 'function') return Object.freeze((...args: unknown[]) => callFunction(shape.id, args))
    return Object.freeze(Object.fromEntries(shape.entries.map(([key, part]) => [key, build(part)])))
  }
  const isExposure = (value: unknown): value is { name: string; shape: ExposedShape } =>
    typeof value === 'object' && value !== null && 'name' in value && 'shape' in value
  window.addEventListener(names.expose, (event) => {
    const exposure = codec.decode(textOf(event))
    if (!isExposure(exposure)) throw new Error('a malformed exposure')
    Object.defineProperty(window, exposure.name, { value: build(exposure.shape), enumerable: true })
  })
  const requestWindow = (address: string) => send(names.open, { url: new URL(address, document.baseURI).href })
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
    if (event.defaultPrevented || link?.target !== '_blank') return
    event.preventDefault()
    requestWindow(link.href)
  })
  window.open = (address?: string | URL) => {
    requestWindow(String(address ?? 'about:blank'))
    return null
  }
}
