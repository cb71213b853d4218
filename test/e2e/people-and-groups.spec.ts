import { expectAccessible } from './fixtures/accessibility.ts'
import { expect, test } from './fixtures/test.ts'
import { setUp } from './screens/entrance.ts'
import { addPerson, second, visit } from './screens/security.ts'

test('a person and a group are looked after beside their lists', async ({ host }) => {
  const { page } = host
  // Low, so that links of a panel lie below what is in sight: they are still no links to skip to.
  await page.setViewportSize({ width: 1280, height: 420 })
  await setUp(page)
  await addPerson(page, '運用担当')
  const person = page.getByRole('dialog', { name: second.name })
  await expect(person.locator('[aria-busy="true"]')).toHaveCount(0)
  await expectAccessible(page)
  await person.getByRole('button', { name: '閉じる' }).click()

  await visit(page, '/security/groups', 'グループ')
  await page.getByRole('button', { name: 'グループを作る' }).click()
  const adding = page.getByRole('dialog', { name: 'グループを作る' })
  await adding.getByLabel('名前').fill('夜間当番')
  await adding.getByRole('button', { name: 'グループを作る' }).click()
  const group = page.getByRole('dialog', { name: '夜間当番' })
  await expect(group).toBeVisible()
  await group.getByRole('combobox', { name: '人を加える' }).fill(second.name)
  await page.getByRole('option', { name: second.name }).click()
  await expect(group.getByRole('link', { name: second.name })).toBeVisible()
  await expectAccessible(page)

  await group.getByRole('link', { name: second.name }).click()
  await expect(person.getByRole('link', { name: '夜間当番' })).toBeVisible()
  await expectAccessible(page)
})
