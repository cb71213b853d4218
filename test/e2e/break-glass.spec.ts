import { expectAccessible } from './fixtures/accessibility.ts'
import { endEmergency } from './fixtures/passing-time.ts'
import { expect, test } from './fixtures/test.ts'
import { recoverAdministrator } from './hosts/recover-administrator.ts'
import { setUp, signIn } from './screens/entrance.ts'
import { emergencyPassword, enterInEmergency, signOut } from './screens/security.ts'

test('the emergency way in is seen by others, owes a password and a second factor, and ends by itself', async ({
  host,
  beginning,
  watch,
}) => {
  const { page } = host
  await setUp(page)
  const emergency = await recoverAdministrator(beginning)
  const banner = page.getByRole('region', { name: '緊急用アカウント' })
  await expect(banner).toContainText('緊急用の管理者（緊急）が有効です')
  const notice = page.getByText('緊急用の管理者「緊急」が作られました')
  await expect(notice).toBeVisible()
  await expectAccessible(page)

  await signOut(page)
  await expect(notice).toBeHidden()
  await enterInEmergency(page, emergency)
  await expectAccessible(page)

  watch.expect(/status of 401/)
  endEmergency(beginning.dataFolder)
  await expect(page.getByRole('heading', { name: 'サインイン', exact: true })).toBeVisible({ timeout: 25_000 })
  await signIn(page, { name: '緊急', password: emergencyPassword })
  await expect(page.getByRole('alert').filter({ hasText: 'サインインできませんでした' })).toBeVisible()
})
