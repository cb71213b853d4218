import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WorkerConnection } from './worker-connection.ts'

let folder: string
let connection: WorkerConnection

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-connection-'))
  const file = path.join(folder, 'test.db')
  connection = await WorkerConnection.open({ file, readOnly: false, busyTimeoutMs: 50, pragmas: [] })
  await connection.execute('create table notes (id integer primary key)')
})

afterEach(async () => {
  await connection.close()
  await rm(folder, { recursive: true, force: true })
})

const insert = (id: number) => ({ sql: 'insert into notes values (?)', parameters: [id] })

it('keeps nothing of a transaction whose last statement failed, even when its commit is tried again', async () => {
  await connection.execute('begin immediate')
  await connection.execute('insert into notes values (1)')
  await expect(connection.commit([insert(2), insert(2)])).rejects.toThrow('UNIQUE')
  await expect(connection.commit([])).rejects.toThrow('no transaction')
  const { rows } = await connection.execute('select id from notes')
  expect(rows).toEqual([])
})
