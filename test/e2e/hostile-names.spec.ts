import { expect, test } from './fixtures/hostile-test.ts'
import { enterHostileSite, walkHostileSite } from './screens/hostile-walk.ts'

test('names that are scripts are read on every screen and do nothing, nor try to', async ({ host, site, canary }) => {
  test.setTimeout(300_000)
  await enterHostileSite(host.page)
  await walkHostileSite(host.page, site)
  expect(canary.heard).toEqual([])
})
