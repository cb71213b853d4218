import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { go } from './screens/backup.ts'
import { setUp } from './screens/entrance.ts'

test('what happened is found in the log, narrowed, looked at whole, and followed live', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await go(page, 'ログ')
  const lines = page.getByRole('grid', { name: 'ログの行（新しい順）' })
  await expect(lines.getByRole('row').first()).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('group', { name: 'レベル' }).getByRole('button', { name: '情報' }).click()
  await expect.poll(() => decodeURIComponent(page.url())).toContain('levels=["INFO"]')
  await expect(lines.getByRole('row').first()).toContainText('情報')

  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const line = page.getByRole('dialog', { name: 'ログの行' })
  await expect(
    line.getByRole('tree', { name: '行の全体' }).getByRole('treeitem', { name: /^level: INFO/ }),
  ).toBeVisible()
  await expect(line.getByRole('grid', { name: '前後の行' }).getByRole('row', { selected: true })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(line).toBeHidden()

  await page.keyboard.press('/')
  await page.keyboard.type('そのような行はない')
  await expect(page.getByRole('heading', { name: '条件に合う行はありません' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'ライブ表示' }).click()
  await expect(page.getByText('受信中')).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByText('一時停止中')).toBeVisible()
  await expectAccessible(page)
})
