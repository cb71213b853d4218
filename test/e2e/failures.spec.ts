import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { createJob, createRepository, go } from './screens/backup.ts'
import { setUp } from './screens/entrance.ts'

test('a repository whose folder has gone is named where it is missed, and the run says what to do', async ({
  host,
  folder,
}) => {
  const { page } = host
  const repository = join(folder, 'repository')
  const source = join(folder, 'source')
  mkdirSync(source)
  writeFileSync(join(source, '議事録.txt'), '決まったこと')
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await createRepository(page, '外付けディスク', repository)
  await page.getByRole('link', { name: '控えを残しました。次へ進む' }).click()
  await page.getByRole('link', { name: 'このリポジトリにジョブを作る' }).click()
  await createJob(page, '議事録', source)
  rmSync(repository, { recursive: true })

  await page.getByRole('button', { name: '今すぐ実行', exact: true }).click()
  await expect(page.getByText('に失敗しました').first()).toBeVisible({ timeout: 30_000 })
  await go(page, '概要')
  await expect(page.getByText('守れていないものがあります')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: '原因を見る' }).first().click()
  const dialog = page.getByRole('dialog', { name: '議事録' })
  await expect(dialog.getByRole('alert')).toContainText('REPOSITORY')
  await expectAccessible(page)
})

test('a form that lacks something says what, and keeps what was typed', async ({ host }) => {
  const { page } = host
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await page.getByLabel('名前', { exact: true }).fill('外付けディスク')
  await page.getByLabel('保存先のフォルダー').fill('relative/folder')
  await page.getByRole('button', { name: 'リポジトリを作る' }).click()
  await expect(page.getByLabel('パスワード', { exact: true })).toHaveAccessibleDescription(/8 文字以上/)
  await page.getByRole('button', { name: '自動で作る' }).click()
  await page.getByRole('button', { name: 'リポジトリを作る' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await expect(page.getByLabel('名前', { exact: true })).toHaveValue('外付けディスク')
  await expectAccessible(page)
})
