import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mainBundle, preloadBundle, RunningDouble } from './start-double.ts'

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

let folder: string
let double: RunningDouble
let before: readonly string[]

async function firstWindow(): Promise<void> {
  for (;;) {
    const [window] = await double.control('windows')
    if (window?.isVisible === true) return
    await delay(50)
  }
}

beforeAll(async () => {
  if (!existsSync(mainBundle)) throw new Error('Nothing is built: run npm run build first')
  before = [mainBundle, preloadBundle].map(hashOf)
  folder = await mkdtemp(join(tmpdir(), 'kuraban-double-'))
  double = new RunningDouble({ args: ['--data', join(folder, 'data')], temporaryFolder: folder })
  await double.chromiumEndpoint()
  await firstWindow()
})

afterAll(async () => {
  await double.control('quit')
  expect(await double.exited).toBe(0)
  expect(await double.killLeftovers()).toEqual([])
  expect([mainBundle, preloadBundle].map(hashOf)).toEqual(before)
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const granted = ['clipboard-sanitized-write']
const refused = [
  'clipboard-read',
  'media',
  'geolocation',
  'notifications',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'display-capture',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'idle-detection',
  'speaker-selection',
  'storage-access',
  'a-permission-of-tomorrow',
]
const foreign = [
  'https://kuraban/',
  'http://kuraban/index.html',
  'app://kuraban.evil.example/',
  'app://evil/index.html',
  'app://kuraban@evil.example/',
  'app://user:secret@kuraban/',
  'app://kuraban:8080/',
  'file:///etc/passwd',
  'data:text/html,<script>1</script>',
  'javascript:alert(1)',
  'about:blank',
  'chrome://gpu',
  'not an address',
  '',
]

describe('the built desktop application', () => {
  it('turns the sandbox on before it is ready', async () => {
    expect((await double.control('recorded'))[0]).toEqual({ kind: 'sandbox-enabled', beforeReady: true })
  })

  it('makes its window with these options and no others', async () => {
    const made = (await double.control('recorded')).filter(({ kind }) => kind === 'window-options')
    const preload = expect.stringMatching(/dist\/preload\/preload\.cjs$/)
    expect(made).toEqual([
      {
        kind: 'window-options',
        options: {
          width: 1280,
          height: 800,
          minWidth: 1024,
          minHeight: 700,
          show: false,
          title: 'Kuraban 蔵番',
          backgroundColor: '#ffffff',
          webPreferences: {
            preload,
            contextIsolation: true,
            sandbox: true,
            webSecurity: true,
            nodeIntegration: false,
            nodeIntegrationInWorker: false,
            nodeIntegrationInSubFrames: false,
            webviewTag: false,
            allowRunningInsecureContent: false,
            experimentalFeatures: false,
            navigateOnDragDrop: false,
            spellcheck: false,
            devTools: false,
          },
        },
      },
    ])
  })

  it.each(granted)('lets pages use %s', async (permission) => {
    expect(await double.control('askPermission', permission)).toEqual({ request: true, check: true })
  })

  it.each(refused)('refuses pages %s', async (permission) => {
    expect(await double.control('askPermission', permission)).toEqual({ request: false, check: false })
  })

  it('gives pages no device and no picture of the screen', async () => {
    expect(await double.control('askDevice')).toBe(false)
    expect(await double.control('askDisplayMedia')).toEqual([{}])
  })

  it.each(foreign)('neither goes to %j nor asks anything of it', async (url) => {
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(await double.control('mayNavigate', { name, url })).toBe(false)
    expect(await double.control('mayRequest', url)).toBe(false)
  })

  it('embeds no other page', async () => {
    expect(await double.control('mayNavigate', { name: 'will-attach-webview', url: 'app://kuraban/' })).toBe(false)
  })

  it('saves only what its own pages made', async () => {
    expect(await double.control('mayDownload', 'blob:app://kuraban/5f0c')).toBe(true)
    for (const url of ['blob:https://evil.example/5f0c', 'https://evil.example/x', 'app://kuraban/index.html'])
      expect(await double.control('mayDownload', url)).toBe(false)
  })

  it('gives a port to the main frame of its own page alone', async () => {
    const given = async () => (await double.control('recorded')).filter(({ kind }) => kind === 'port-given').length
    const start = await given()
    for (const frame of ['no frame', 'another frame', ...foreign.map((url) => ({ url }))] as const)
      await double.control('askPortFrom', frame)
    expect(await given()).toBe(start)
    await double.control('askPortFrom', { url: 'app://kuraban/index.html#/backup' })
    expect(await given()).toBe(start + 1)
  })

  it('offers open and quit in the tray', async () => {
    expect(await double.control('tray')).toEqual({
      toolTip: 'Kuraban 蔵番',
      labels: ['蔵番を開く', '終了(予定された作業も止まります)'],
    })
  })
})

describe('the built preload', () => {
  it('needs electron and nothing else', () => {
    const source = readFileSync(preloadBundle, 'utf8')
    expect([...source.matchAll(/require\(["'](.+?)["']\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(source).not.toMatch(/\bimport\b\s*[({'"]/)
  })
})
