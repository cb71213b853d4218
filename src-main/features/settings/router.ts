import { implement } from '@orpc/server'
import type { CallContext } from '#main/platform/caller.ts'
import { settingsContract } from '#shared/features/settings/contract.ts'
import type { SettingsService } from './settings-service.ts'

const router = implement(settingsContract).$context<CallContext>()

export function createSettingsRouter(service: SettingsService) {
  return router.router({
    get: router.get.handler(() => ({ items: service.list() })),
    update: router.update.handler(({ input, context }) => service.update(input.changes, context)),
    installation: router.installation.handler(() => service.installation()),
    setStartAtSignIn: router.setStartAtSignIn.handler(({ input, context }) =>
      service.setStartAtSignIn(input.enabled, context),
    ),
  })
}
