import { expect, type Page } from '@playwright/test'

export const administrator = { name: '山田', password: '夕焼けの蔵に七つの鍵を掛ける番人' }
const siteName = '本社ファイルサーバー'

/** First run: registers the administrator. */
export async function setUp(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '蔵番へようこそ' })).toBeVisible()
  await page.getByLabel('サイトの名前').fill(siteName)
  await page.getByLabel('管理者の名前').fill(administrator.name)
  await page.getByLabel('パスワード', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'はじめる' }).click()
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
}

/** Signs the administrator in. */
export async function signIn(page: Page, password = administrator.password): Promise<void> {
  await expect(page.getByRole('heading', { name: 'サインイン' })).toBeVisible()
  await page.getByLabel('名前').fill(administrator.name)
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'サインイン' }).click()
}

/** Opens the menu of the person signed in and chooses from it. */
export async function chooseOfUser(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: `${administrator.name} さんのメニュー` }).click()
  await page.getByRole('menu').getByText(item, { exact: true }).click()
}
