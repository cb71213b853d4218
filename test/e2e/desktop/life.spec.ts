import { expect, test } from '../fixtures/desktop-test.ts'
import type { DoubleHost } from '../hosts/double-host.ts'
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

test('quitting asks first, and cancelling leaves everything as it is', async ({ desktop }) => {
  const { double } = desktop
  await double.control('chooseMenu', '終了(予定された作業も止まります)')
  await expect
    .poll(async () => (await double.control('recorded')).filter(({ kind }) => kind === 'message-box'))
    .toMatchObject([{ message: '蔵番を終了しますか?' }])
  expect(await windowsOf(desktop)).toBe(1)
})
