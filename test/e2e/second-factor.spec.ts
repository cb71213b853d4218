import { generate } from 'otplib'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { administrator, chooseOfUser, setUp, setUpTwoFactor, signIn, typeBackupCode } from './screens/entrance.ts'

test('a second factor is set up, asked for at the next sign-in, and a backup code stands in for the device', async ({
  host,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await chooseOfUser(page, '自分のアカウント')
  await page.getByRole('button', { name: '2段階認証を設定する' }).click()
  const dialog = page.getByRole('dialog', { name: '2段階認証を設定する' })
  const codes = await setUpTwoFactor(dialog, administrator.password, (secret) => generate({ secret }))
  expect(codes).toHaveLength(10)
  await expect(page.getByText('10 個')).toBeVisible()
  await expectAccessible(page)

  await chooseOfUser(page, 'サインアウト')
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'もう一つの確認' })).toBeVisible()
  await expectAccessible(page)
  const [first = ''] = codes
  await typeBackupCode(page, first.toLowerCase().replace('-', ' '))
  await expect(page.getByText('9 個')).toBeVisible()

  await chooseOfUser(page, 'サインアウト')
  await signIn(page)
  watch.expect(/status of 401/)
  await typeBackupCode(page, first)
  await expect(page.getByRole('alert').filter({ hasText: 'コードが違います' })).toBeVisible()
})
