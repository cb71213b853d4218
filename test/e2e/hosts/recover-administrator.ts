import { emergencyAdministratorSchema } from '#shared/contract/cli/user.ts'
import { kuraban } from '#test/fixtures/programs.ts'
import type { HostStart } from './started-host.ts'

/** What whoever owns the machine does when no administrator can sign in: the name and the password for one hour. */
export async function recoverAdministrator({ dataFolder, temporaryFolder }: HostStart) {
  const { stdout } = await kuraban(['recover-admin', '--name', '緊急', '--data', dataFolder, '--json'], {
    TMPDIR: temporaryFolder,
    LANG: 'ja_JP.UTF-8',
  })
  const { user, password } = emergencyAdministratorSchema.parse(JSON.parse(stdout))
  if (password === null) throw new Error('the program chose no password')
  return { name: user.name, password }
}
