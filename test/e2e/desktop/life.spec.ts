import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/desktop-test.ts'
import type { DoubleHost } from '../hosts/double-host.ts'
import { createJob, createRepository } from '../screens/backup.ts'
import { setUp } from '../screens/entrance.ts'

const windowsOf = async ({ double }: DoubleHost) => (await double.control('windows')).length

async function toldOutside({ double }: DoubleHost): Promise<readonly string[]> {
  const entries = await double.control('recorded')
  return entries.flatMap((entry) => (entry.kind === 'notification' ? [entry.title] : []))
}

test('closing the last window leaves the program running, says so once, and the tray brings it back', async ({
  desktop,
}) => {
  const { page, double } = desktop
  await setUp(page)
  await double.control('closeWindow')
  await expect.poll(() => windowsOf(desktop)).toBe(0)
  expect(await toldOutside(desktop)).toEqual(['蔵番は動き続けています'])
  const again = page.context().waitForEvent('page')
  await double.control('clickTray')
  await expect((await again).getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
  await double.control('closeWindow')
  await expect.poll(() => windowsOf(desktop)).toBe(0)
  expect(await toldOutside(desktop)).toHaveLength(1)
})

test('a window with unsaved changes is closed only when a person says so', async ({ desktop }) => {
  const { page, double } = desktop
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await page.getByLabel('名前', { exact: true }).fill('書きかけ')
  await double.control('closeWindow')
  await expect(page.getByLabel('名前', { exact: true })).toHaveValue('書きかけ')
  await double.control('answerNextQuestion', 0)
  await double.control('closeWindow')
  await expect.poll(() => windowsOf(desktop)).toBe(0)
})

test('a crashed page is loaded again once; crashing again closes it and says that work goes on', async ({
  desktop,
}) => {
  const { page, double } = desktop
  await setUp(page)
  const loaded = page.waitForEvent('load')
  await double.control('crash')
  await loaded
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
  await double.control('crash')
  await expect.poll(() => windowsOf(desktop)).toBe(0)
  const boxes = (await double.control('recorded')).filter(({ kind }) => kind === 'error-box')
  expect(boxes).toMatchObject([{ title: '画面を表示できませんでした' }])
})

test('a second start only brings the window to the front, whatever it says', async ({ desktop }) => {
  const { double } = desktop
  for (const argv of [[], ['--data', '/etc'], ['kuraban://delete-everything'], ['\u0000', '--demo']])
    await double.control('secondInstance', argv)
  expect(await windowsOf(desktop)).toBe(1)
})

/** A job of one source, up to its own page. */
async function prepareJob({ page }: DoubleHost, folder: string): Promise<void> {
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await createRepository(page, '外付けディスク', join(folder, 'repository'))
  await page.getByRole('link', { name: '控えを残しました。次へ進む' }).click()
  await page.getByRole('link', { name: 'このリポジトリにジョブを作る' }).click()
  await createJob(page, '議事録', join(folder, 'source'))
}

test('a failure is told outside the window, and a click on it opens the place', async ({ desktop, folder }) => {
  const { page, double } = desktop
  mkdirSync(join(folder, 'source'))
  writeFileSync(join(folder, 'source', '議事録.txt'), '決まったこと')
  await prepareJob(desktop, folder)
  rmSync(join(folder, 'repository'), { recursive: true })
  await page.getByRole('button', { name: '今すぐ実行', exact: true }).click()
  await expect.poll(() => toldOutside(desktop), { timeout: 30_000 }).toEqual(['バックアップに失敗しました'])
  await double.control('closeWindow')
  await expect.poll(() => windowsOf(desktop)).toBe(0)
  const opened = page.context().waitForEvent('page')
  await double.control('clickNotification', 'バックアップに失敗しました')
  await expect((await opened).getByRole('dialog', { name: '議事録' })).toBeVisible()
})

test('quitting says how many tasks would be interrupted, and stops them in good order', async ({ desktop, folder }) => {
  const { page, double } = desktop
  mkdirSync(join(folder, 'source'))
  const large = openSync(join(folder, 'source', '空だが大きい.bin'), 'w')
  ftruncateSync(large, 64 * 2 ** 30)
  closeSync(large)
  await prepareJob(desktop, folder)
  await page.getByRole('button', { name: '今すぐ実行', exact: true }).click()
  await expect(page.getByRole('progressbar', { name: '議事録' })).toBeVisible()
  await double.control('chooseMenu', '終了(予定された作業も止まります)')
  await expect
    .poll(async () => (await double.control('recorded')).filter(({ kind }) => kind === 'message-box'))
    .toMatchObject([{ detail: expect.stringContaining('実行中の作業が 1 件') }])
})

test('quitting asks first, and cancelling leaves everything as it is', async ({ desktop }) => {
  const { double } = desktop
  await double.control('chooseMenu', '終了(予定された作業も止まります)')
  await expect
    .poll(async () => (await double.control('recorded')).filter(({ kind }) => kind === 'message-box'))
    .toMatchObject([{ message: '蔵番を終了しますか?' }])
  expect(await windowsOf(desktop)).toBe(1)
})
