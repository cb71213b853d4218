/** A program of its own that starts a job's run and tells its progress until it is killed. */
import { systemContext } from '#main/features/security/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import { BackupWorld, password } from './backup-world.ts'
import { MemorySecrets } from './memory-secrets.ts'

const [file = '', copiesFolder = '', folder = '', jobId = '', repositoryId = ''] = process.argv.slice(2)
const storage = await openStorage({
  database: { engine: 'sqlite', file },
  copiesFolder,
  programVersion: '0.0.0-test',
  clock: systemClock,
  log: silentLogger,
})
const secrets = new MemorySecrets()
secrets.values.set(`repository/${repositoryId}/password`, password)
const world = await BackupWorld.open(storage, { folder, secrets })
world.events.listen((event) => {
  if (event.type === 'task.progress') process.stdout.write(`${JSON.stringify(event.progress)}\n`)
})
await world.services.jobs.run(jobId, systemContext(), 'manual')
