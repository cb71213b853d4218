import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type GuardedContents, type GuardedSession, guardContents, guardSession } from './guards.ts'

const folder = import.meta.dirname
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

type Handler<K extends keyof GuardedSession> = GuardedSession[K] extends (handler: infer H) => void ? H : never

/** A session that keeps the rules it was given, and what they answer. */
function guardedSession() {
  let request: Handler<'setPermissionRequestHandler'> = () => {}
  let check: Handler<'setPermissionCheckHandler'> = () => true
  let device: Handler<'setDevicePermissionHandler'> = () => true
  let media: Handler<'setDisplayMediaRequestHandler'> = () => {}
  let filter: Parameters<GuardedSession['webRequest']['onBeforeRequest']>[0] = () => {}
  let download: Parameters<GuardedSession['on']>[1] = () => {}
  guardSession({
    setPermissionRequestHandler: (handler) => {
      request = handler
    },
    setPermissionCheckHandler: (handler) => {
      check = handler
    },
    setDevicePermissionHandler: (handler) => {
      device = handler
    },
    setDisplayMediaRequestHandler: (handler) => {
      media = handler
    },
    webRequest: {
      onBeforeRequest: (handler) => {
        filter = handler
      },
    },
    on: (_event, listener) => {
      download = listener
    },
  })
  const answered = <T>(ask: (answer: (value: T) => void) => void) => {
    const answers: T[] = []
    ask((value) => answers.push(value))
    return answers
  }
  return {
    grants: (permission: string) => [
      ...answered<boolean>((answer) => request({}, permission, answer)),
      check({}, permission),
    ],
    grantsDevices: () => device(),
    sharesScreen: () => answered<object>((answer) => media({}, answer)),
    lets: (url: string) =>
      answered<{ cancel: boolean }>((answer) => filter({ url }, answer)).every(({ cancel }) => !cancel),
    saves: (url: string) => {
      let saved = true
      download(
        {
          preventDefault: () => {
            saved = false
          },
        },
        { getURL: () => url },
      )
      return saved
    },
  }
}

/** A page that keeps its rules. */
function guardedContents() {
  const listeners = new Map<string, Parameters<GuardedContents['on']>[1]>()
  const offered: string[] = []
  let open: Parameters<GuardedContents['setWindowOpenHandler']>[0] | undefined
  const contents: GuardedContents = {
    on: (event, listener) => void listeners.set(event, listener),
    setWindowOpenHandler: (handler) => {
      open = handler
    },
  }
  guardContents(contents, (address) => offered.push(address))
  return {
    offered,
    listens: () => [...listeners.keys()].toSorted(),
    goes: (event: string, url: string) => {
      let gone = true
      listeners.get(event)?.({
        url,
        preventDefault: () => {
          gone = false
        },
      })
      return gone
    },
    opens: (url: string) => open?.({ url }).action,
  }
}

describe('what pages may ask the machine for', () => {
  const session = guardedSession()

  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'display-capture',
    'window-management',
    'idle-detection',
    'fileSystem',
    'hid',
    'serial',
    'usb',
    'unknown',
  ])('is refused: %s', (permission) => {
    expect(session.grants(permission)).toEqual([false, false])
  })

  it('is writing to the clipboard alone; no device, no screen', () => {
    expect(session.grants('clipboard-sanitized-write')).toEqual([true, true])
    expect(session.grantsDevices()).toBe(false)
    expect(session.sharesScreen()).toEqual([{}])
  })
})

describe('requests and downloads', () => {
  const session = guardedSession()

  it.each(['app://kuraban/index.html', 'blob:app://kuraban/1', 'data:image/png;base64,AA'])('reach %s', (url) => {
    expect(session.lets(url)).toBe(true)
  })

  it.each([
    'https://kuraban/',
    'http://127.0.0.1/',
    'https://evil.example/pixel.png',
    'file:///etc/passwd',
    'app://kuraban.evil.example/',
    'data:text/html,<script>',
    'ws://127.0.0.1/',
    'ftp://kuraban/',
  ])('never reach %s', (url) => {
    expect(session.lets(url)).toBe(false)
  })

  it('are saved only where a page of ours has made them', () => {
    expect(session.saves('blob:app://kuraban/1')).toBe(true)
    for (const url of ['https://evil.example/a.exe', 'blob:https://evil.example/1', 'app://kuraban/index.html'])
      expect(session.saves(url), url).toBe(false)
  })
})

describe('where a page goes', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('is inside the program only: %s', (event) => {
    const contents = guardedContents()
    expect(contents.goes(event, 'app://kuraban/index.html#/backup')).toBe(true)
    for (const url of [
      'https://ok.com.evil/',
      'app://kuraban.evil/',
      'app://kuraban@evil/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      'about:blank',
      '',
    ])
      expect(contents.goes(event, url), url).toBe(false)
  })

  it('embeds nothing, opens no window, and offers an outside link to a person', () => {
    const contents = guardedContents()
    expect(contents.listens()).toEqual(['will-attach-webview', 'will-frame-navigate', 'will-navigate', 'will-redirect'])
    expect(contents.goes('will-attach-webview', 'app://kuraban/')).toBe(false)
    expect(contents.opens('https://restic.net/')).toBe('deny')
    expect(contents.opens('app://kuraban/')).toBe('deny')
    expect(contents.opens('javascript:alert(1)')).toBe('deny')
    expect(contents.offered).toEqual(['https://restic.net/'])
  })
})

describe('the sources of the desktop', () => {
  const containing = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

  it('make windows in one place, sandboxed and isolated', () => {
    expect(containing(/new (\w+\.)?BrowserWindow\(/)).toEqual(['window.ts'])
    const { text = '' } = sources.find(({ name }) => name === 'window.ts') ?? {}
    const said = (name: string) => new RegExp(`\\b${name}: (\\w+)`).exec(text)?.[1]
    for (const name of ['contextIsolation', 'sandbox', 'webSecurity'])
      expect([name, said(name)]).toEqual([name, 'true'])
    for (const name of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'navigateOnDragDrop',
      'spellcheck',
    ])
      expect([name, said(name)]).toEqual([name, 'false'])
    expect(text).not.toContain('enableBlinkFeatures')
  })

  it('open no debugging port, switch off no sandbox, believe no broken certificate, run no file', () => {
    for (const pattern of [/remote-debugging/, /no-sandbox/, /certificate-error/, /openPath/, /--inspect/, /bypassCSP/])
      expect(containing(pattern), String(pattern)).toEqual([])
  })

  it('take the lock of the single instance, the sandbox and the scheme before the program is ready', () => {
    const { text = '' } = sources.find(({ name }) => name === 'host.ts') ?? {}
    const places = [
      'requestSingleInstanceLock()',
      'enableSandbox()',
      'declareScheme(electron)',
      'web-contents-created',
      'whenReady()',
      'guardSession(',
      'protocol.handle(',
    ].map((step) => text.indexOf(step))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('keep the token out of the preload and say nothing of what a second instance was told', () => {
    const { text = '' } = sources.find(({ name }) => name === join('preload', 'preload.ts')) ?? {}
    expect(text).not.toMatch(/token|session|secret/i)
    expect(text.match(/ipcRenderer\.(on|send|invoke)\(/g)).toEqual(['ipcRenderer.on(', 'ipcRenderer.send('])
    const { text: host = '' } = sources.find(({ name }) => name === 'host.ts') ?? {}
    expect(host).toContain("app.on('second-instance', () =>")
  })
})
