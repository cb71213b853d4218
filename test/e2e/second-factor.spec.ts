import { generate } from 'otplib'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import {
  administrator,
  chooseOfUser,
  setUp,
  setUpTwoFactor,
  signIn,
  typeBackupCode,
  typeCode,
} from './screens/entrance.ts'

test('a second factor is set up, asked for at each sign-in by the device or a backup code, and taken off again', async ({
  host,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await chooseOfUser(page, '自分のアカウント')
  await page.getByRole('button', { name: '2段階認証を設定する' }).click()
  const dialog = page.getByRole('dialog', { name: '2段階認証を設定する' })
  let secret = ''
  const codes = await setUpTwoFactor(dialog, administrator.password, (shown) => {
    secret = shown
    return generate({ secret })
  })
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
  const refused = page.getByRole('alert').filter({ hasText: 'コードが違います' })
  await expect(refused).toBeVisible()
  await page.getByRole('button', { name: '認証アプリのコードを使う' }).click()
  // The code of this half minute was used up when the factor was set up; the next one is taken already.
  const next = await generate({ secret, epoch: Date.now() / 1_000 + 30 })
  await typeCode(
    page,
    next.replace(/\d$/, (last) => String((Number(last) + 1) % 10)),
  )
  await expect(page.getByLabel('認証アプリのコード')).toHaveValue('')
  await expect(refused).toBeVisible()
  await typeCode(page, next)
  await expect(page.getByText('9 個')).toBeVisible()

  await page.getByRole('button', { name: '2段階認証を外す' }).click()
  const removing = page.getByRole('dialog', { name: '2段階認証を外す' })
  await expectAccessible(page)
  await removing.getByLabel('今のパスワード').fill(administrator.password)
  await removing.getByRole('button', { name: '2段階認証を外す' }).click()
  await expect(page.getByRole('button', { name: '2段階認証を設定する' })).toBeVisible()
})
