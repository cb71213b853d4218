import type { Transferable, Worker } from 'node:worker_threads'
import type { PoolAnswer, PoolRequest } from './serve-jobs.ts'

interface Seat<Reply> {
  readonly worker: Worker
  readonly waiting: Map<number, PromiseWithResolvers<Reply>>
}

/** Hands jobs to worker threads that answer through `serveJobs`. Threads start when they are needed; an idle pool keeps no process alive. */
export class WorkerPool<Job, Reply> {
  readonly #start: () => Worker
  readonly #size: number
  readonly #seats: Seat<Reply>[] = []
  #tickets = 0
  #closed = false

  constructor(start: () => Worker, size: number) {
    this.#start = start
    this.#size = size
  }

  /** Runs a job on the least busy thread; buffers in `transfer` are handed over. Fails with what the job threw, or when the thread died. */
  run(job: Job, transfer: readonly Transferable[] = []): Promise<Reply> {
    if (this.#closed) return Promise.reject(new Error('the worker pool is closed'))
    const seat = this.#leastBusy()
    const ticket = this.#tickets++
    const answer = Promise.withResolvers<Reply>()
    seat.waiting.set(ticket, answer)
    seat.worker.ref()
    const request: PoolRequest<Job> = { ticket, job }
    seat.worker.postMessage(request, transfer)
    return answer.promise
  }

  /** Ends all threads; jobs still running fail. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#seats.splice(0).map((seat) => seat.worker.terminate()))
  }

  #leastBusy(): Seat<Reply> {
    const [best] = this.#seats.toSorted((left, right) => left.waiting.size - right.waiting.size)
    if (best && (best.waiting.size === 0 || this.#seats.length >= this.#size)) return best
    const seat = this.#newSeat()
    this.#seats.push(seat)
    return seat
  }

  #newSeat(): Seat<Reply> {
    const seat: Seat<Reply> = { worker: this.#start(), waiting: new Map() }
    seat.worker.unref()
    seat.worker.on('message', (answer: PoolAnswer<Reply>) => settle(seat, answer))
    seat.worker.on('error', (error) => this.#lose(seat, error))
    seat.worker.on('exit', () => this.#lose(seat, new Error('the worker thread ended')))
    return seat
  }

  #lose(seat: Seat<Reply>, reason: unknown): void {
    const at = this.#seats.indexOf(seat)
    if (at >= 0) this.#seats.splice(at, 1)
    for (const waiting of seat.waiting.values()) waiting.reject(reason)
    seat.waiting.clear()
  }
}

function settle<Reply>(seat: Seat<Reply>, answer: PoolAnswer<Reply>): void {
  const waiting = seat.waiting.get(answer.ticket)
  seat.waiting.delete(answer.ticket)
  if (seat.waiting.size === 0) seat.worker.unref()
  if ('error' in answer) waiting?.reject(answer.error)
  else waiting?.resolve(answer.reply)
}
