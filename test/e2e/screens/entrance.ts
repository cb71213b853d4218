import { expect, type Locator, type Page } from '@playwright/test'

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

/** Signs somebody in, the administrator unless told. */
export async function signIn(page: Page, who: Partial<typeof administrator> = {}): Promise<void> {
  const { name, password } = { ...administrator, ...who }
  await expect(page.getByRole('heading', { name: 'サインイン', exact: true })).toBeVisible()
  await page.getByLabel('名前').fill(name)
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'サインイン' }).click()
}

/** Opens the menu of the person signed in and chooses from it. */
export async function chooseOfUser(page: Page, item: string, name = administrator.name): Promise<void> {
  await page.getByRole('button', { name: `${name} さんのメニュー` }).click()
  await page.getByRole('menu').getByText(item, { exact: true }).click()
}

/** Types a code where the second factor is asked for; six digits are sent by themselves. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'もう一つの確認' })).toBeVisible()
  await page.getByLabel('認証アプリのコード').fill(code)
}

/** Signs in with a backup code where the second factor is asked for. */
export async function typeBackupCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'バックアップコードを使う' }).click()
  await page.getByLabel('バックアップコード', { exact: true }).fill(code)
  await page.getByRole('button', { name: '確認する' }).click()
}

/** Goes through the set-up of a second factor, at the door or in the account; answers the backup codes. */
export async function setUpTwoFactor(
  page: Page | Locator,
  password: string,
  codeOf: (secret: string) => string | Promise<string>,
): Promise<readonly string[]> {
  await page.getByLabel('今のパスワード').fill(password)
  await page.getByRole('button', { name: '次へ' }).click()
  const secret = await page.getByLabel('鍵', { exact: true }).innerText()
  await page.getByLabel('認証アプリのコード').fill(await codeOf(secret.replaceAll(/\s/g, '')))
  await expect(page.getByText('バックアップコードを保管してください')).toBeVisible()
  const codes = await page.getByRole('article', { name: 'バックアップコード' }).getByRole('listitem').allInnerTexts()
  await page.getByLabel('安全な場所に保管しました').check()
  await page.getByRole('button', { name: '完了' }).click()
  return codes
}

/** Proves with the password who is there, where an action asks for it. */
export async function prove(page: Page, password = administrator.password): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'ご本人の確認' })
  await dialog.getByLabel('パスワード', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: '確認して続ける' }).click()
  await expect(dialog).toBeHidden()
}

/** The sign-in that stands above a kept screen. */
export function sessionOver(page: Page) {
  return page.getByRole('dialog', { name: 'セッションの終了' })
}
