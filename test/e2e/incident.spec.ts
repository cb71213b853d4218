import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { recoverAdministrator } from './hosts/recover-administrator.ts'
import { administrator, setUp, signIn } from './screens/entrance.ts'
import { enterInEmergency, signOut, visit } from './screens/security.ts'

test('what protects the site is checked, sign-ins are stopped, the machine’s own way in starts them again, and all of it stands in an unbroken record', async ({
  host,
  beginning,
  watch,
}) => {
  test.setTimeout(150_000)
  const { page } = host
  await setUp(page)

  await test.step('the checks are run', async () => {
    await visit(page, '/security', '守りの概要')
    await page.getByRole('button', { name: '今すぐ確かめる' }).click()
    await expect(page.getByText(/\d+ 項目を自動で確かめ、/)).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page)
  })

  await test.step('nobody comes in any more, not even whoever stopped it', async () => {
    await visit(page, '/security/incident', '事故への対応')
    await page.getByRole('button', { name: 'サインインを止める' }).click()
    const asking = page.getByRole('dialog', { name: 'サインインを止めますか' })
    await expectAccessible(page)
    await asking.getByRole('button', { name: 'サインインを止める' }).click()
    await expect(page.getByRole('button', { name: 'サインインを再開する' })).toBeVisible()
    await expectAccessible(page)
    await signOut(page)
    watch.expect(/status of 503/)
    await signIn(page)
    await expect(page.getByRole('alert').filter({ hasText: 'サインインを一時的に止めています' })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('whoever owns the machine does, and starts them again', async () => {
    const emergency = await recoverAdministrator(beginning)
    await enterInEmergency(page, emergency)
    await visit(page, '/security/incident', '事故への対応')
    await page.getByRole('button', { name: 'サインインを再開する' }).click()
    await expect(page.getByRole('button', { name: 'サインインを止める' })).toBeVisible()
    await signOut(page, '緊急')
    await signIn(page)
    await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
  })

  await test.step('the record tells it, and is whole', async () => {
    await visit(page, '/security/audit', '監査記録')
    const rows = page.getByRole('row')
    await expect(rows.filter({ hasText: '緊急用アカウントの作成' })).toHaveCount(1)
    await page.getByLabel('記録の中を探す').fill('freezeSignIns')
    for (const name of [administrator.name, '緊急'])
      await expect(rows.filter({ hasText: 'サインインの停止・再開' }).filter({ hasText: name })).toHaveCount(1)
    await page.getByRole('button', { name: '改ざんを検証する' }).click()
    const proof = page.getByRole('region', { name: '記録の守り' })
    await expect(proof).toContainText('改ざんはありません', { timeout: 20_000 })
    await expectAccessible(page)
    await rows.filter({ hasText: administrator.name }).click()
    await expect(page.getByRole('dialog')).toContainText('サインインの停止・再開')
    await expectAccessible(page)
  })
})
