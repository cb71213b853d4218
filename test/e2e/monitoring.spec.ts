import type { Page } from '@playwright/test'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { go } from './screens/backup.ts'
import { setUp } from './screens/entrance.ts'

const rules = (expression: string) => `groups:
  - name: site
    interval: 5s
    rules:
      - alert: WarehouseHot
        expr: ${expression}
        labels: { severity: critical }
        annotations: { summary: "倉庫が暑い", summary_en: "The warehouse is hot" }
`

/** Writes a rule file of the site's own. */
async function saveRules(page: Page, text: string): Promise<void> {
  await page.getByLabel('ファイルの内容').fill(text)
  await page.getByRole('button', { name: '保存して有効にする' }).click()
  await expect(page.getByRole('heading', { name: 'ファイル', level: 1, exact: true })).toBeVisible()
}

test('a rule of the site fires, is taken care of by a person, and ends', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await go(page, '監視')
  await page.getByRole('link', { name: 'ルール', exact: true }).click()
  await expect(page.getByRole('grid').getByText('BackupOverdue')).toBeVisible()
  await page.getByRole('link', { name: 'ファイル', exact: true }).click()
  await page.getByRole('link', { name: 'ファイルを追加する' }).click()
  await page.getByLabel('ファイルの名前').fill('site.yml')
  await page.getByLabel('ファイルの内容').fill(rules('sum('))
  await expect(page.getByRole('status', { name: '検査の結果' })).toContainText('6 行')
  await expectAccessible(page)
  await saveRules(page, rules('vector(41) > 40'))

  await page.getByRole('link', { name: 'アラート', exact: true }).first().click()
  const row = page.getByRole('row').filter({ hasText: '倉庫が暑い' })
  await expect(row.getByText('発生中')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  await row.getByText('倉庫が暑い').click()
  const alert = page.getByRole('dialog', { name: '倉庫が暑い' })
  await expect(alert.getByText('まだ誰も対応していません', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await alert.getByRole('button', { name: '対応する' }).click()
  const dialog = page.getByRole('dialog', { name: '1 件のアラートに対応する' })
  await dialog.getByLabel('メモ').fill('窓を開けに行きます')
  await dialog.getByRole('button', { name: '対応する' }).click()
  await expect(alert.getByRole('heading', { name: '対応中' })).toBeVisible()
  await expect(alert.getByText('窓を開けに行きます').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'ルール', exact: true }).click()
  await page.getByRole('link', { name: 'ファイル', exact: true }).click()
  await page.getByRole('grid').getByText('site.yml').click()
  await saveRules(page, rules('vector(39) > 40'))
  await page.getByRole('link', { name: 'アラート', exact: true }).first().click()
  await expect(row).toBeHidden({ timeout: 60_000 })
  await page.getByRole('radiogroup', { name: '状態で絞り込む' }).getByText('解消', { exact: true }).click()
  await expect(row.getByText('解消')).toBeVisible()
})

test('the machine, a dashboard and a question are looked at', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await go(page, '監視')
  await expect(page.getByText('メモリ').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'ダッシュボード', exact: true }).click()
  await page.getByRole('main').getByText('概要', { exact: true }).click()
  await expect(page.getByText('発火中のアラート')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'データベース', exact: true }).click()
  await expect(page.getByText('全体の大きさ')).toBeVisible()
  await expectAccessible(page)
})
