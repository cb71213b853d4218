import { Canary } from '../fixtures/canary.ts'
import { expect, test } from '../fixtures/hostile-test.ts'
import { hostileTexts } from '../fixtures/hostile-texts.ts'
import { enterHostileSite, walkHostileSite } from '../screens/hostile-walk.ts'

test('names that are scripts do nothing in a browser that ignores the content policy either', async ({
  host,
  site,
  browser,
}) => {
  test.setTimeout(300_000)
  const context = await browser.newContext({ bypassCSP: true })
  const canary = new Canary()
  await canary.follow(context)
  const page = await context.newPage()
  await page.goto(host.page.url())
  await enterHostileSite(page)
  await walkHostileSite(page, site)
  expect(canary.heard).toEqual([])

  await test.step('where they are taken for markup they do run, and are heard', async () => {
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), hostileTexts.join('\n'))
    await expect.poll(() => canary.heard.filter((what) => what.startsWith('script')).length).toBeGreaterThan(3)
    expect(canary.heard.some((what) => what.startsWith('request'))).toBe(true)
  })
  await context.close()
})
