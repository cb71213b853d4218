import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/test.ts'
import { createRepository } from '../screens/backup.ts'
import { setUp } from '../screens/entrance.ts'

test('the emergency sheet of a new repository can be saved, with all that restic needs', async ({ host, folder }) => {
  const { page } = host
  const repository = join(folder, 'repository')
  await setUp(page)
  await page.getByRole('link', { name: '保存先を用意する' }).click()
  await createRepository(page, '外付けディスク', repository)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Markdown で保存' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toMatch(/\.md$/)
  const text = readFileSync(await saved.path(), 'utf8')
  expect(text).toContain(repository)
  expect(text).toContain('restic')
})
