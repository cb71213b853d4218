import { randomBytes } from 'node:crypto'
import { sessionTokensAmong, tokenLikeIn } from './fixtures/session-tokens.ts'
import { expect, test } from './fixtures/test.ts'
import { chooseOfUser, setUp, signIn } from './screens/entrance.ts'

test('the token of a session is nowhere in the memory or the storage of the page', async ({ host, beginning }) => {
  const { page } = host
  await setUp(page)
  await chooseOfUser(page, 'サインアウト')
  await signIn(page)
  await expect(page.getByRole('heading', { name: '概要', level: 1 })).toBeVisible()
  const planted = randomBytes(32).toString('base64url')
  await page.evaluate((text) => Object.assign(window, { planted: text }), planted)
  const found = await tokenLikeIn(page)
  expect(found).toContain(planted)
  expect(sessionTokensAmong(found, beginning.dataFolder)).toEqual([])
})
