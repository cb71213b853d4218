import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { administrator, chooseOfUser, setUp, signIn } from './screens/entrance.ts'

test('the first start registers the administrator, who can sign out and in again', async ({ host }) => {
  const { page } = host
  await expect(page.getByRole('heading', { name: '蔵番へようこそ' })).toBeVisible()
  await expectAccessible(page)
  await setUp(page)
  await expectAccessible(page)
  await chooseOfUser(page, 'サインアウト')
  await expect(page.getByRole('heading', { name: 'サインイン' })).toBeVisible()
  await expectAccessible(page)
  await signIn(page)
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
})

test('a wrong password is refused with a reason and a wait, and the right one is taken after it', async ({
  host,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await chooseOfUser(page, 'サインアウト')
  watch.expect(/status of 401/)
  await signIn(page, { password: `${administrator.password}!` })
  await expect(page.getByRole('alert').filter({ hasText: 'サインインできませんでした' })).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('button', { name: 'サインイン' })).toBeEnabled({ timeout: 15_000 })
  await signIn(page)
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
})
