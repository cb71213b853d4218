import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { setUp, signIn } from './screens/entrance.ts'
import { addPerson, chooseRole, enterLetter, second, signOut, takeCode, visit } from './screens/security.ts'

const newPassword = '雪解けの沢に三羽の白い鷺が降り立つ'

test('a forgotten password is replaced by the code of a printed letter, which works once', async ({ host, watch }) => {
  const { page } = host
  await setUp(page)
  await addPerson(page, '閲覧者')
  await page.getByRole('button', { name: '手紙を印刷する' }).click()
  const code = await takeCode(page)
  await page.getByRole('dialog', { name: second.name }).getByRole('button', { name: '閉じる' }).click()
  await signOut(page)

  const reset = async (typed: string) => {
    await enterLetter(page, 'パスワードを忘れたとき')
    await page.getByLabel('名前').fill(second.name)
    await page.getByLabel('手紙のコード').fill(typed)
    await page.getByLabel('新しいパスワード').fill(newPassword)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'パスワードを決めてサインイン' }).click()
  }
  await reset(code.toLowerCase().replaceAll('-', ' '))
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: `${second.name} さんのメニュー` })).toBeVisible()
  await signOut(page, second.name)
  watch.expect(/status of 4\d\d/)
  await reset(code)
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
})

test('an invitation on paper is taken up by its code, with a name and a password of one’s own', async ({
  host,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await visit(page, '/security/invitations/new', '招待する')
  await page.getByLabel('名前', { exact: true }).fill('鈴木')
  await chooseRole(page, '閲覧者')
  await page.getByRole('button', { name: '招待する' }).click()
  const code = await takeCode(page)
  await expect(page.getByRole('row', { name: /鈴木/ })).toContainText('返事待ち')
  await signOut(page)

  await enterLetter(page, '招待の手紙を受け取ったとき')
  await expectAccessible(page)
  watch.expect(/status of 4\d\d/)
  await page.getByLabel('手紙のコード').fill('0000-0000-0000-0000-0000-0000')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'この招待は使えません' })).toBeVisible()
  await page.getByLabel('手紙のコード').fill(code)
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('名前')).toHaveValue('鈴木')
  await page.getByLabel('名前').fill(second.name)
  await page.getByLabel('パスワード', { exact: true }).fill(second.password)
  await expectAccessible(page)
  await page.getByRole('button', { name: '使い始める' }).click()
  await expect(page.getByRole('button', { name: `${second.name} さんのメニュー` })).toBeVisible()
  await signOut(page, second.name)
  await signIn(page)
  await visit(page, '/security/invitations', '招待')
  await expect(page.getByRole('row', { name: /鈴木/ })).toContainText('参加済み')
})
