export { DatabaseTaskQueue } from './database-task-queue.ts'
export type { DatabaseTaskQueueOptions } from './queue-options.ts'
