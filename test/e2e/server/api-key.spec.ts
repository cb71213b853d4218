import { runToEnd } from '#test/fixtures/programs.ts'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/test.ts'
import { setUp } from '../screens/entrance.ts'
import { visit } from '../screens/security.ts'

test('a key made on the screen opens what it is for and nothing else, until it is revoked', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await visit(page, '/security/api-keys/new', 'APIキーを作る')
  await page.getByLabel('使うプログラムの名前').fill('監視サーバー')
  await page.getByLabel('バックアップを見る').check()
  await page.getByRole('button', { name: '作る', exact: true }).click()
  const key = await page.getByRole('code').first().innerText()
  await expectAccessible(page)

  const origin = new URL(page.url()).origin
  const statusOf = async (path: string) => {
    const { stdout } = await runToEnd('curl', [
      ...['--silent', '--output', '/dev/null', '--write-out', '%{http_code}'],
      ...['--header', `Authorization: Bearer ${key}`, `${origin}/api/v1${path}`],
    ])
    return stdout
  }
  expect(await statusOf('/repositories')).toBe('200')
  expect(await statusOf('/users')).toBe('403')

  await page.getByLabel('鍵を保管しました').check()
  await page.getByRole('link', { name: '一覧へ戻る' }).click()
  const row = page.getByRole('row', { name: /監視サーバー/ })
  await expect(row).toContainText('127.0.0.1')
  await row.getByRole('button', { name: '取り消す' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取り消す' }).click()
  await expect(row).toBeHidden()
  expect(await statusOf('/repositories')).toBe('401')
})
