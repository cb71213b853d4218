import { expect, it } from 'vitest'
import { ReaderPool } from './reader-pool.ts'

class FakeConnection {
  ended = false
  closed = false

  async close(): Promise<void> {
    this.closed = true
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

it('opens connections only when all others are busy, and never more than the maximum', async () => {
  const pool = new ReaderPool(async () => new FakeConnection(), 2)
  await pool.run(async () => {})
  await pool.run(async () => {})
  expect(pool.total).toBe(1)
  const order: number[] = []
  await Promise.all(
    [1, 2, 3, 4, 5].map((number) =>
      pool.run(async () => {
        expect(pool.total).toBeLessThanOrEqual(2)
        await turn()
        order.push(number)
      }),
    ),
  )
  expect(order).toEqual([1, 2, 3, 4, 5])
  expect({ total: pool.total, idle: pool.idle, waiting: pool.waiting }).toEqual({ total: 2, idle: 2, waiting: 0 })
})

it('replaces a connection that has ended, also for those who wait', async () => {
  const opened: FakeConnection[] = []
  const open = async () => {
    const connection = new FakeConnection()
    opened.push(connection)
    return connection
  }
  const pool = new ReaderPool(open, 1)
  const dying = pool.run(async (connection) => {
    await turn()
    connection.ended = true
  })
  const waiting = pool.run(async (connection) => connection)
  await dying
  expect(await waiting).toBe(opened[1])
  const [, second] = opened
  if (second !== undefined) second.ended = true
  expect(await pool.run(async (connection) => connection)).toBe(opened[2])
  expect(pool.total).toBe(1)
})

it('lets the next one try when a connection cannot be opened', async () => {
  let attempts = 0
  const pool = new ReaderPool(async () => {
    attempts += 1
    await turn()
    if (attempts === 1) throw new Error('no file')
    return new FakeConnection()
  }, 1)
  const [first, second] = await Promise.allSettled([pool.run(async () => 'one'), pool.run(async () => 'two')])
  expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled'])
})
