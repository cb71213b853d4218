import { expect, test } from './fixtures/test.ts'
import { go } from './screens/backup.ts'
import { chooseOfUser, setUp } from './screens/entrance.ts'

test('what is changed in one window shows in the other by itself', async ({ host }) => {
  const { page } = host
  await setUp(page)
  const other = await host.openWindow()
  const site = other.getByRole('complementary', { name: '蔵番' })
  await expect(site).toContainText('本社ファイルサーバー')
  await go(page, '設定')
  await page.getByLabel('サイトの名前').fill('大阪の倉庫')
  await page.getByRole('button', { name: '変更を保存する' }).click()
  await expect(site).toContainText('大阪の倉庫')
})

test('signing out in one window ends the session of the other', async ({ host }) => {
  const { page } = host
  await setUp(page)
  const other = await host.openWindow()
  await expect(other.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
  await chooseOfUser(page, 'サインアウト')
  await expect(other.getByRole('heading', { name: 'サインイン' })).toBeVisible()
})
