import { expectAccessible } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/desktop-test.ts'
import { administrator, sessionOver, setUp } from '../screens/entrance.ts'

test('locking the screen of the machine locks the program, and what was typed waits beneath the sign-in', async ({
  desktop,
}) => {
  const { page, double } = desktop
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await page.getByLabel('名前', { exact: true }).fill('書きかけ')
  await double.control('lockScreen')
  const over = sessionOver(page)
  await expect(over.getByRole('heading', { name: 'サインイン' })).toBeVisible()
  await expectAccessible(page)
  await over.getByLabel('パスワード', { exact: true }).fill(administrator.password)
  await over.getByRole('button', { name: 'サインイン' }).click()
  await expect(over).toBeHidden()
  await expect(page.getByLabel('名前', { exact: true })).toHaveValue('書きかけ')
})
