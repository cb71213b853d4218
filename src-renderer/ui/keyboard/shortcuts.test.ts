import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenForShortcuts, registerShortcuts } from './shortcuts.ts'

class FakeElement {
  readonly isContentEditable = false
  readonly #isField: boolean
  constructor(isField: boolean) {
    this.#isField = isField
  }
  matches(): boolean {
    return this.#isField
  }
}

interface Press {
  readonly key: string
  readonly ctrlKey?: boolean
  readonly isComposing?: boolean
  readonly keyCode?: number
  readonly at?: number
  readonly inField?: boolean
}

function arrange(dialogIsOpen = false) {
  vi.stubGlobal('HTMLElement', FakeElement)
  vi.stubGlobal('document', { querySelector: () => (dialogIsOpen ? {} : null) })
  const ran: string[] = []
  const shortcut = (keys: string) => ({ keys, description: keys, group: 'test', run: () => ran.push(keys) })
  const stops = [registerShortcuts([shortcut('?'), shortcut('g b'), shortcut('mod+k')])]
  const target = new EventTarget()
  stops.push(listenForShortcuts(target))
  const press = ({ key, ctrlKey = false, isComposing = false, keyCode = 0, at = 0, inField = false }: Press) => {
    const event = new Event('keydown', { cancelable: true })
    const values = { key, ctrlKey, metaKey: false, altKey: false, isComposing, keyCode, timeStamp: at }
    for (const [name, value] of Object.entries(values)) Object.defineProperty(event, name, { value })
    Object.defineProperty(event, 'target', { value: new FakeElement(inField) })
    target.dispatchEvent(event)
    return event
  }
  return { ran, press, stop: () => stops.forEach((stop) => void stop()) }
}

describe('keyboard shortcuts', () => {
  let stage: ReturnType<typeof arrange>
  beforeEach(() => {
    stage = arrange()
  })
  afterEach(() => {
    stage.stop()
    vi.unstubAllGlobals()
  })

  it('run on their key and keep the browser from acting on it', () => {
    expect(stage.press({ key: '?' }).defaultPrevented).toBe(true)
    expect(stage.press({ key: 'x' }).defaultPrevented).toBe(false)
    expect(stage.ran).toEqual(['?'])
  })

  it('run on a sequence of keys within a second', () => {
    stage.press({ key: 'g', at: 1_000 })
    stage.press({ key: 'b', at: 1_500 })
    stage.press({ key: 'g', at: 5_000 })
    stage.press({ key: 'b', at: 6_500 })
    expect(stage.ran).toEqual(['g b'])
  })

  it('never run while an input method is composing', () => {
    stage.press({ key: '?', isComposing: true })
    stage.press({ key: 'Process' })
    stage.press({ key: '?', keyCode: 229 })
    expect(stage.ran).toEqual([])
  })

  it('leave keys alone that go into a field, but for those with Ctrl', () => {
    stage.press({ key: '?', inField: true })
    stage.press({ key: 'k', ctrlKey: true, inField: true })
    expect(stage.ran).toEqual(['mod+k'])
  })

  it('are no longer in force once taken back', () => {
    stage.stop()
    stage.press({ key: '?' })
    expect(stage.ran).toEqual([])
  })

  it('wait behind an open dialog', () => {
    stage.stop()
    stage = arrange(true)
    stage.press({ key: '?' })
    expect(stage.ran).toEqual([])
  })
})
