import { expect, type Page } from '@playwright/test'

/** Goes to a page by the main menu. */
export async function go(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'メインメニュー' }).getByRole('link', { name: place }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Fills the form of a new repository, with a password made by the program, and sends it. */
export async function createRepository(page: Page, name: string, folder: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'リポジトリを追加', level: 1 })).toBeVisible()
  await page.getByLabel('名前', { exact: true }).fill(name)
  await page.getByLabel('保存先のフォルダー').fill(folder)
  await page.getByRole('button', { name: '自動で作る' }).click()
  await page.getByRole('button', { name: 'リポジトリを作る' }).click()
  await expect(page.getByRole('heading', { name: '緊急用シート', level: 1 })).toBeVisible()
}

/** Fills the form of a new job, run by hand alone, and sends it. */
export async function createJob(page: Page, name: string, source: string): Promise<void> {
  await expect(page.getByRole('heading', { name: '新しいジョブ', level: 1 })).toBeVisible()
  await page.getByLabel('パスを入力または貼り付け').fill(source)
  await page.getByRole('button', { name: '追加', exact: true }).click()
  await page.getByLabel('ジョブの名前').fill(name)
  await page.getByRole('radiogroup', { name: '予定' }).getByText('手動').click()
  await page.getByRole('button', { name: 'ジョブを作る' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

/** Walks into a folder of the snapshot, step by step from its root. */
export async function enterFolder(page: Page, path: string): Promise<void> {
  const tree = page.getByRole('tree', { name: 'スナップショットの内容' })
  for (const name of path.split('/').filter((step) => step !== '')) {
    await tree.getByRole('treeitem', { name, exact: true }).dblclick()
    await expect(page.getByRole('navigation', { name: '開いているフォルダー' })).toContainText(name)
  }
}

/** Ticks an entry of the folder in sight. */
export async function tick(page: Page, name: string): Promise<void> {
  const entry = page.getByRole('treeitem', { name, exact: true })
  await entry.click()
  await page.getByRole('tree').press('Space')
  await expect(entry).toBeChecked()
}

/** Fills the form of a restore, sends it and waits for its success. */
export async function restoreTo(page: Page, target: string): Promise<void> {
  await expect(page.getByRole('heading', { name: '復元', level: 1 })).toBeVisible()
  await page.getByLabel('復元先のフォルダー').fill(target)
  await page.getByRole('button', { name: '復元を始める' }).click()
  await expect(page.getByText(`個のファイルを ${target} に復元しました`)).toBeVisible({ timeout: 30_000 })
}
