import { join } from 'node:path'
import { listFolder } from '#test/fixtures/folder-listing.ts'
import { makeSourceFolder } from '#test/fixtures/source-folder.ts'
import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { createJob, createRepository, enterFolder, go, restoreTo, tick } from './screens/backup.ts'
import { chooseOfUser, setUp, signIn } from './screens/entrance.ts'

const mebibyte = 1024 * 1024
/** Listings name entries byte by byte. */
const largeFile = Buffer.from('/大きなファイル.bin').toString('latin1')

test('a folder is backed up, looked into and restored, byte for byte', async ({ host, folder }) => {
  test.setTimeout(240_000)
  const { page } = host
  const source = join(folder, '本社')
  makeSourceFolder(source, 48 * mebibyte)
  await setUp(page)

  await test.step('a repository, with its emergency sheet', async () => {
    await page.getByRole('link', { name: '保存先を用意する' }).click()
    await expectAccessible(page)
    await createRepository(page, '外付けディスク', join(folder, 'repository'))
    const sheet = page.getByRole('article', { name: '緊急用シートの内容' })
    await expect(sheet).toContainText('restic')
    await expectAccessible(page)
    await page.getByRole('link', { name: '控えを残しました。次へ進む' }).click()
    await expect(page.getByRole('heading', { name: '外付けディスク', level: 1 })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('a job, with its preview', async () => {
    await page.getByRole('link', { name: 'このリポジトリにジョブを作る' }).click()
    await expectAccessible(page)
    await createJob(page, '本社の書類', source)
    await expectAccessible(page)
  })

  await test.step('a run with progress', async () => {
    const progress = page.getByRole('progressbar', { name: '本社の書類' }).waitFor()
    await page.getByRole('button', { name: '今すぐ実行', exact: true }).click()
    await progress
    await expect(page.getByText('問題なく保存しました')).toBeVisible({ timeout: 60_000 })
    await go(page, 'バックアップ')
    await page.getByRole('link', { name: '実行', exact: true }).click()
    await expect(page.getByRole('row', { name: /本社の書類/ })).toContainText('成功')
    await expectAccessible(page)
  })

  await test.step('a look into the snapshot', async () => {
    await page.getByRole('row', { name: /本社の書類/ }).click()
    await expect(page.getByRole('dialog', { name: '本社の書類' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: '中を見る' }).click()
    await enterFolder(page, source)
    await expect(page.getByRole('treeitem', { name: '空のフォルダー' })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('a restore of chosen files', async () => {
    const target = join(folder, '選んだもの')
    await tick(page, '写真')
    await tick(page, '大きなファイル.bin')
    await page.getByRole('link', { name: '選んだものを復元' }).click()
    await expectAccessible(page)
    await restoreTo(page, target)
    await expectAccessible(page)
    expect(listFolder(join(target, source, '写真'))).toEqual(listFolder(join(source, '写真')))
    expect([...listFolder(join(target, source)).keys()]).not.toContain(Buffer.from('/書類').toString('latin1'))
    expect(listFolder(join(target, source)).get(largeFile)).toEqual(listFolder(source).get(largeFile))
  })

  await test.step('a restore of everything', async () => {
    const target = join(folder, 'すべて')
    await page.getByRole('link', { name: '中を見る' }).click()
    await page.getByRole('link', { name: '全体を復元' }).click()
    await restoreTo(page, target)
    expect(listFolder(join(target, source))).toEqual(listFolder(source))
  })

  await test.step('the overview says so, and to the next who signs in', async () => {
    await page.getByRole('dialog').getByRole('button', { name: '閉じる' }).click()
    await go(page, '概要')
    await expect(page.getByText('すべて順調です')).toBeVisible()
    await expectAccessible(page)
    await chooseOfUser(page, 'サインアウト')
    await signIn(page)
    await expect(page.getByText('すべて順調です')).toBeVisible()
  })
})
