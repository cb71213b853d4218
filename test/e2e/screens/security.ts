import { expect, type Locator, type Page } from '@playwright/test'
import { generate } from 'otplib'
import { expectAccessible } from '../fixtures/accessibility.ts'
import { administrator, chooseOfUser, setUpTwoFactor, signIn } from './entrance.ts'

export const second = { name: '佐藤', password: '朝凪の港に九つの帆が並んで待つ日' }

/** Goes to an address of the program, waits until the screen stands, and looks at it. */
export async function visit(page: Page, address: string, heading: string): Promise<void> {
  await page.evaluate((hash) => location.assign(hash), `#${address}`)
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0)
  await expectAccessible(page)
}

/** Registers somebody who chose their password here and now; leaves their page open. */
export async function addPerson(page: Page, role: string): Promise<void> {
  await visit(page, '/security/people/new', '利用者をその場で登録する')
  await page.getByLabel('名前', { exact: true }).fill(second.name)
  await chooseRole(page, role)
  await page.getByLabel('最初のパスワード').fill(second.password)
  await page.getByLabel('本人にパスワードを変えてもらう').uncheck()
  await page.getByRole('button', { name: '登録する' }).click()
  await expect(page.getByRole('dialog', { name: second.name })).toBeVisible()
}

/** Chooses a role in a form. */
export async function chooseRole(page: Page, role: string): Promise<void> {
  await page.getByRole('combobox', { name: '役割' }).click()
  await page.getByRole('option', { name: role, exact: true }).click()
}

/** The code printed in the letter in sight; closes the letter. */
export async function takeCode(page: Page): Promise<string> {
  const letter = page.getByRole('dialog', { name: /への(手紙|招待)/ })
  await expect(letter).toBeVisible()
  await expectAccessible(page)
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}/.exec(await letter.getByRole('article').innerText())?.[0] ?? ''
  await letter.getByRole('button', { name: '印刷も保存もせずに閉じる' }).click()
  await expect(letter).toBeHidden()
  return code
}

/** Opens one setting beside the list of all. */
export async function openSetting(page: Page, key: string): Promise<Locator> {
  await visit(page, `/settings/configuration?key=${key}`, '構成')
  return page.getByRole('dialog', { name: key })
}

/** Gives the setting in sight lines to hold, and closes it. */
export async function setLines(setting: Locator, lines: readonly string[]): Promise<void> {
  const save = setting.getByRole('button', { name: '変更を保存する' })
  await setting.getByLabel('新しい値').fill(lines.join('\n'))
  await save.click()
  await expect(save).toBeDisabled()
  await setting.getByRole('button', { name: '閉じる' }).click()
  await expect(setting).toBeHidden()
}

/** Opens the sign-in page's own entry for a letter. */
export async function enterLetter(
  page: Page,
  kind: 'パスワードを忘れたとき' | '招待の手紙を受け取ったとき',
): Promise<void> {
  await page.getByRole('button', { name: kind }).click()
  if (kind === 'パスワードを忘れたとき') await page.getByRole('button', { name: '手紙のコードを入力する' }).click()
}

/** The way out that leaves nothing of the person behind. */
export async function signOut(page: Page, name = administrator.name): Promise<void> {
  await chooseOfUser(page, 'サインアウト', name)
  await expect(page.getByRole('heading', { name: 'サインイン', exact: true })).toBeVisible()
}

export const emergencyPassword = '嵐の夜に灯す小さな角灯と古い羅針盤'

/** Goes in by the emergency account, which owes a password of one's own and a second factor before anything else. */
export async function enterInEmergency(page: Page, emergency: typeof administrator): Promise<void> {
  await signIn(page, emergency)
  await expect(page.getByRole('heading', { name: '先にパスワードを変更してください' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('今のパスワード').fill(emergency.password)
  await page.getByLabel('新しいパスワード').fill(emergencyPassword)
  await page.getByRole('button', { name: 'パスワードを変更する' }).click()
  await expect(page.getByRole('heading', { name: '先に 2段階認証を設定してください' })).toBeVisible()
  await expectAccessible(page)
  await setUpTwoFactor(page, emergencyPassword, (secret) => generate({ secret }))
  const banner = page.getByRole('region', { name: '緊急用アカウント' })
  await expect(banner).toContainText('緊急用の管理者として操作しています')
}
