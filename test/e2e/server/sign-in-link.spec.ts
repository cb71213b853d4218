import { join } from 'node:path'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/test.ts'
import { startServerHost } from '../hosts/server-host.ts'
import { administrator, setUp, signIn } from '../screens/entrance.ts'

test('the first set-up wants the address from the terminal, which is good once', async ({ browser, folder, watch }) => {
  const start = {
    temporaryFolder: folder,
    dataFolder: join(folder, 'data'),
    demo: false,
    onContext: watch.follow.bind(watch),
  }
  const host = await startServerHost(browser, start, false)
  const { page } = host
  await expect(page.getByRole('heading', { name: 'サインイン用アドレスから開いてください' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('サインイン用アドレス').fill(host.signInUrl)
  await page.getByRole('button', { name: 'このアドレスで続ける' }).click()
  await setUp(page)

  const stranger = await browser.newContext()
  watch.expect(/status of 4\d\d/)
  const second = await stranger.newPage()
  await second.goto(host.signInUrl)
  await expect(second.getByRole('heading', { name: 'サインイン' })).toBeVisible()
  await expect(second.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await stranger.close()
  expect(await host.stop()).toEqual({ code: 0, leftovers: [] })
})

test('a password changed elsewhere ends this session, which is told', async ({ host, browser, watch }) => {
  const { page } = host
  await setUp(page)
  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await other.goto(new URL('/', page.url()).href)
  await signIn(other)
  await other.getByRole('heading', { name: '概要', level: 1 }).waitFor()
  await other.goto(new URL('/#/settings/account', page.url()).href)
  await other.getByLabel('今のパスワード').fill(administrator.password)
  await other.getByLabel('新しいパスワード').fill(`${administrator.password}と鍵`)
  watch.expect(/status of 401/)
  await other.getByRole('button', { name: 'パスワードを変更する' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'パスワードの変更により、サインアウトしました' }),
  ).toBeVisible()
  await elsewhere.close()
})
