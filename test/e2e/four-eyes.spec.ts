import { join } from 'node:path'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { createRepository } from './screens/backup.ts'
import { administrator, setUp, signIn } from './screens/entrance.ts'
import { addPerson, openSetting, second, setLines, signOut, visit } from './screens/security.ts'

test('where two must agree, what one administrator takes away goes only when the other consents', async ({
  host,
  folder,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await createRepository(page, '外付けディスク', join(folder, 'repository'))
  await page.getByRole('link', { name: '控えを残しました。次へ進む' }).click()
  const repository = page.url()
  await addPerson(page, '管理者')
  await setLines(await openSetting(page, 'approvals.required'), ['delete-repository'])

  await test.step('the first asks', async () => {
    await page.goto(repository)
    await page.getByRole('button', { name: 'その他の操作' }).click()
    await page.getByRole('menuitem', { name: '一覧から外す' }).click()
    const asking = page.getByRole('dialog', { name: 'を一覧から外しますか' })
    await asking.getByRole('textbox').fill('外付けディスク')
    watch.expect(/status of 409/)
    await asking.getByRole('button', { name: '一覧から外す' }).click()
    await expect(asking.getByText('もう一人の承認を待っています')).toBeVisible()
    await expectAccessible(page)
    await asking.getByRole('button', { name: '閉じる' }).last().click()
    await visit(page, '/security/approvals', '承認')
    await page.getByRole('row', { name: /外付けディスク/ }).click()
    await expect(page.getByText('ご自身の依頼です')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).click()
    await visit(page, '/backup/repositories', 'リポジトリ')
    await expect(page.getByRole('row', { name: /外付けディスク/ })).toBeVisible()
    await signOut(page)
  })

  await test.step('the second consents, and it is gone', async () => {
    await signIn(page, second)
    await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
    await visit(page, '/security/approvals', '承認')
    await page.getByRole('row', { name: /外付けディスク/ }).click()
    const request = page.getByRole('dialog', { name: '保存先の削除' })
    await expect(request).toContainText(administrator.name)
    await expectAccessible(page)
    await request.getByRole('button', { name: '承認して実行する' }).click()
    await expect(page.getByText('承認し、実行しました')).toBeVisible()
    await request.getByRole('button', { name: '閉じる' }).click()
    await page.evaluate(() => location.assign('#/backup/repositories'))
    await expect(page.getByText('保存先がまだありません')).toBeVisible()
  })
})
