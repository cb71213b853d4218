import type { Page } from '@playwright/test'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'

test.use({ demo: true })

async function look(page: Page, address: string, heading: string | RegExp): Promise<void> {
  await page.evaluate((hash) => location.assign(hash), `#${address}`)
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0)
  await expectAccessible(page)
}

const screens = [
  ['/backup/jobs', /^ジョブ$/, /^Jobs$/],
  ['/backup/executions', /^実行$/, /^Executions$/],
  ['/backup/repositories', /^リポジトリ$/, /^Repositories$/],
  ['/tasks', /^作業$/, /^Work|^Tasks/],
  ['/settings/general', /^全般$/, /^General$/],
  ['/settings/configuration', /^構成$/, /^Configuration$/],
  ['/settings/installation', /^この設置$/, /^This installation$/],
  ['/security/people', /^利用者$/, /^People$/],
  ['/settings/account', /^自分のアカウント$/, /account$/i],
  ['/help', /^ヘルプ$/, /^Help$/],
] as const

test('the demonstration shows an overview of work really done, in both languages and on every screen', async ({
  host,
}) => {
  test.setTimeout(180_000)
  const { page } = host
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0)
  await expectAccessible(page)
  for (const [address, heading] of screens) await look(page, address, heading)
  await page.getByRole('button', { name: 'demo さんのメニュー' }).click()
  await page.getByRole('menu').getByText('English', { exact: true }).click()
  await look(page, '/', /^Overview$/)
  for (const [address, , heading] of screens) await look(page, address, heading)
})
