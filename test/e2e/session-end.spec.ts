import { join } from 'node:path'
import { expectAccessible } from './fixtures/accessibility.ts'
import { passTime } from './fixtures/passing-time.ts'
import { expect, test } from './fixtures/test.ts'
import { createRepository } from './screens/backup.ts'
import { administrator, prove, sessionOver, setUp } from './screens/entrance.ts'
import { visit } from './screens/security.ts'

test('a session that nobody used ends with its reason; the form stays and is saved after signing in again', async ({
  host,
  folder,
  beginning,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await createRepository(page, '外付けディスク', join(folder, 'repository'))
  await page.getByRole('link', { name: '控えを残しました。次へ進む' }).click()
  await page.getByRole('link', { name: 'このリポジトリにジョブを作る' }).click()
  await page.getByLabel('パスを入力または貼り付け').fill(folder)
  await page.getByRole('button', { name: '追加', exact: true }).click()
  await page.getByLabel('ジョブの名前').fill('書きかけの仕事')

  watch.expect(/status of 401/)
  passTime(beginning.dataFolder, 'active_at', 31)
  const over = sessionOver(page)
  await expect(over.getByRole('status')).toContainText('操作がない時間が続いたため', { timeout: 25_000 })
  await expectAccessible(page)
  await over.getByLabel('パスワード', { exact: true }).fill(administrator.password)
  await over.getByRole('button', { name: 'サインイン' }).click()
  await expect(over).toBeHidden()
  await expect(page.getByLabel('ジョブの名前')).toHaveValue('書きかけの仕事')
  await page.getByRole('radiogroup', { name: '予定' }).getByText('手動').click()
  await page.getByRole('button', { name: 'ジョブを作る' }).click()
  await expect(page.getByRole('heading', { name: '書きかけの仕事', level: 1 })).toBeVisible()
})

test('what takes away asks again who is there once the proof is old, and cancelling keeps everything', async ({
  host,
  folder,
  beginning,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await createRepository(page, '外付けディスク', join(folder, 'repository'))
  await page.getByRole('link', { name: '控えを残しました。次へ進む' }).click()
  passTime(beginning.dataFolder, 'stepped_up_at', 11)

  await page.getByRole('button', { name: 'その他の操作' }).click()
  await page.getByRole('menuitem', { name: '一覧から外す' }).click()
  const asking = page.getByRole('dialog', { name: 'を一覧から外しますか' })
  await asking.getByRole('textbox').fill('外付けディスク')
  await asking.getByRole('button', { name: '一覧から外す' }).click()
  const proof = page.getByRole('dialog', { name: 'ご本人の確認' })
  await expect(proof).toBeVisible()
  await expectAccessible(page)
  await proof.getByRole('button', { name: 'やめる' }).click()
  await expect(asking).toBeVisible()
  await asking.getByRole('button', { name: 'やめる' }).click()
  await visit(page, '/backup/repositories', 'リポジトリ')
  await page.getByRole('row', { name: /外付けディスク/ }).click()

  await page.getByRole('button', { name: 'その他の操作' }).click()
  await page.getByRole('menuitem', { name: '一覧から外す' }).click()
  await asking.getByRole('textbox').fill('外付けディスク')
  await asking.getByRole('button', { name: '一覧から外す' }).click()
  watch.expect(/status of 422/)
  await proof.getByLabel('パスワード', { exact: true }).fill('まちがったパスワードです')
  await proof.getByRole('button', { name: '確認して続ける' }).click()
  await expect(proof.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await prove(page)
  await expect(page.getByText('「外付けディスク」を一覧から外しました')).toBeVisible()
})
