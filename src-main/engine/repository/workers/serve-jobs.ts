import { parentPort } from 'node:worker_threads'

/** What a pool sends to a thread. */
export interface PoolRequest<Job> {
  readonly ticket: number
  readonly job: Job
}

/** What a thread answers. */
export type PoolAnswer<Reply> =
  | { readonly ticket: number; readonly reply: Reply }
  | { readonly ticket: number; readonly error: unknown }

/** Makes this worker thread answer the jobs of a `WorkerPool`, one after the other. */
export function serveJobs<Job, Reply>(perform: (job: Job) => Reply): void {
  parentPort?.on('message', ({ ticket, job }: PoolRequest<Job>) => {
    parentPort?.postMessage(answerOf(ticket, () => perform(job)))
  })
}

function answerOf<Reply>(ticket: number, perform: () => Reply): PoolAnswer<Reply> {
  try {
    return { ticket, reply: perform() }
  } catch (error) {
    return { ticket, error }
  }
}
