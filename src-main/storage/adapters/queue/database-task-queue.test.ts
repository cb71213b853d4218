import { afterAll, beforeAll, describe } from 'vitest'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { openTestStorage, type TestStorage } from '#test/stores/open-test-storage.ts'
import { taskQueueSuite } from '#test/stores/task-queue-suite.ts'
import { DatabaseTaskQueue } from './index.ts'

describe.each(['sqlite', 'postgres'] as const)('the task queue on %s', (engine) => {
  let database: TestStorage

  beforeAll(async () => {
    database = await openTestStorage(engine)
  })

  afterAll(() => database.remove())

  taskQueueSuite(async () => {
    await database.storage.db.deleteFrom('tasks').execute()
    const events = new InProcessEventBus()
    const announced: AppEvent[] = []
    events.listen((event) => announced.push(event))
    return {
      announced,
      open: (options = {}) => new DatabaseTaskQueue({ storage: database.storage, events, node: 'node-a', ...options }),
    }
  })
})
