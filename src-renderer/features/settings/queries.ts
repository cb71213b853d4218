import { queries } from '#renderer/api/client.ts'

/** Every setting with its value and where it comes from. */
export const settingsQuery = () => queries.settings.get.queryOptions()

/** How and where the program is installed. */
export const installationQuery = () => queries.settings.installation.queryOptions()

/** What runs here. */
export const systemInfoQuery = () => queries.system.info.queryOptions()
