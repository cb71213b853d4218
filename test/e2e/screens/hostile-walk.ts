import { expect, type Page } from '@playwright/test'
import { scriptsInMarkup } from '../fixtures/canary.ts'
import type { HostileSite } from '../fixtures/hostile-site.ts'
import { hostileTexts, joinedTexts } from '../fixtures/hostile-texts.ts'
import { administrator } from './entrance.ts'

const [typed = ''] = joinedTexts(90)
const asked = encodeURIComponent(JSON.stringify(typed))

/** Every screen that shows what people name, and how many of the hostile texts must be there to be read. */
function screensOf(site: HostileSite): readonly (readonly [address: string, readable: number])[] {
  const repository = `/backup/repositories/${site.repositoryId}`
  const snapshot = `${repository}/snapshots/${site.snapshotId}`
  return [
    ['/', 1],
    ['/backup/jobs', 20],
    [`/backup/jobs/${site.jobId}`, 20],
    [`/backup/jobs/${site.jobId}/edit`, 5],
    ['/backup/jobs/new', 0],
    ['/backup/executions', 1],
    [`/backup/executions/${site.executionId}`, 5],
    ['/backup/repositories', 1],
    [repository, 3],
    [`${repository}/emergency-sheet`, 3],
    [snapshot, 1],
    [`${snapshot}?find=${asked}`, 1],
    [`${snapshot}/restore?whole=true`, 1],
    ['/tasks', 1],
    ['/security', 0],
    ['/security/incident', 0],
    ['/security/people', 20],
    [`/security/people?search=${asked}`, 1],
    [`/security/people/${site.userId}`, 1],
    ['/security/groups', 20],
    [`/security/groups/${site.groupId}`, 20],
    ['/security/invitations', 20],
    ['/security/invitations/new', 0],
    ['/security/roles', 20],
    [`/security/roles/${site.roleId}`, 5],
    [`/security/access?userId=${site.userId}`, 1],
    ['/security/approvals?show=all', 1],
    [`/security/approvals/${site.approvalId}`, 1],
    ['/security/sessions', 1],
    ['/security/api-keys', 20],
    ['/security/api-keys/new', 0],
    ['/security/audit', 5],
    [`/security/audit?search=${asked}&caller=${asked}&action=${asked}&target=${asked}`, 1],
    ['/security/secrets', 0],
    ['/security/mail', 0],
    ['/settings/general', 1],
    [`/settings/configuration?find=${asked}`, 1],
    ['/settings/configuration?key=site.name', 1],
    ['/settings/installation', 0],
    ['/settings/account', 0],
    ['/help', 0],
  ]
}

/** Comes in by the page that offers providers with hostile names. */
export async function enterHostileSite(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1600, height: 2800 })
  await expect(page.getByRole('heading', { name: 'サインイン', exact: true })).toBeVisible()
  expect(await readableTexts(page)).toBeGreaterThan(10)
  expect(await scriptsInMarkup(page)).toEqual([])
  await page.getByLabel('名前').fill(administrator.name)
  await page.getByLabel('パスワード', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
}

/** Looks at every screen, and at what the palette finds. */
export async function walkHostileSite(page: Page, site: HostileSite): Promise<void> {
  for (const [address, readable] of screensOf(site)) {
    await page.evaluate((hash) => location.assign(hash), `#${address}`)
    await expect(page.locator('h1, [role=dialog]').last()).toBeVisible()
    await quiet(page)
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expect.soft
      .poll(() => readableTexts(page), { message: `texts to be read on ${address}` })
      .toBeGreaterThanOrEqual(readable)
    expect.soft(await scriptsInMarkup(page), `markup of ${address}`).toEqual([])
  }
  await page.evaluate(() => location.assign('#/'))
  await page.keyboard.press('Control+k')
  await page.keyboard.type('canary')
  await expect.poll(() => readableTexts(page)).toBeGreaterThan(1)
  await quiet(page)
  expect.soft(await scriptsInMarkup(page), 'markup of the palette').toEqual([])
}

/** Waits until nothing of the page has changed for a while, and what it asked for has come. */
function quiet(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const end = () => {
          if (document.querySelector('[aria-busy="true"]') !== null) return
          changes.disconnect()
          resolve()
        }
        let timer = setInterval(end, 600)
        const changes = new MutationObserver(() => {
          clearInterval(timer)
          timer = setInterval(end, 600)
        })
        changes.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true })
      }),
  )
}

/** How many of the hostile texts can be read, as text or in a field. */
function readableTexts(page: Page): Promise<number> {
  return page.evaluate((texts) => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
    const read = [document.body.innerText, ...fields.map(({ value }) => value)].join('\n').replaceAll('\u2215', '/')
    return texts.filter((text) => read.includes(text)).length
  }, hostileTexts)
}
