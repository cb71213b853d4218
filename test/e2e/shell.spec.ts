import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { go } from './screens/backup.ts'
import { administrator, chooseOfUser, setUp } from './screens/entrance.ts'

test('language and theme are changed from the menu of the person and stay after a reload', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await chooseOfUser(page, 'ダーク')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await chooseOfUser(page, 'English')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('an address inside the program survives a reload, and one that leads nowhere says so', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await go(page, 'セキュリティ')
  await page.getByRole('link', { name: '利用者', exact: true }).click()
  await expect(page.getByRole('heading', { name: '利用者' })).toBeVisible()
  const address = page.url()
  await page.reload()
  await expect(page.getByRole('heading', { name: '利用者' })).toBeVisible()
  expect(page.url()).toBe(address)
  await page.evaluate(() => location.assign('#/backup/nothing-like-this'))
  await expect(page.getByRole('heading', { name: 'この画面はありません', level: 1 })).toBeVisible()
  await expectAccessible(page)
})

test('set-up, moving about and finding things need a keyboard only', async ({ host }) => {
  const { page } = host
  const { keyboard } = page
  await expect(page.getByLabel('サイトの名前')).toBeFocused()
  await keyboard.type('本社')
  await keyboard.press('Tab')
  await keyboard.type(administrator.name)
  await keyboard.press('Tab')
  await keyboard.type(administrator.password)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()

  await keyboard.press('g')
  await keyboard.press('b')
  await expect(page.getByRole('heading', { name: 'ジョブ', level: 1 })).toBeVisible()
  await keyboard.press('?')
  const map = page.getByRole('dialog', { name: 'キーボード操作' })
  await expect(map).toContainText('検索と操作を開く')
  await expectAccessible(page)
  await keyboard.press('Escape')
  await expect(map).toBeHidden()

  await keyboard.press('Control+k')
  await expect(page.getByPlaceholder('画面、ジョブ、操作を探す')).toBeFocused()
  await keyboard.type('tsukaikata')
  await expectAccessible(page)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'ヘルプ', level: 1 })).toBeVisible()
})
