import { ORPCError } from '@orpc/client'
import { describe, expect, it, vi } from 'vitest'
import { StepUpDesk, withProof } from './step-up.ts'

const refusal = () => new ORPCError('STEP_UP_REQUIRED', { data: { reason: 'delete', method: 'password' } })

function arrange() {
  const desk = new StepUpDesk()
  const told = vi.fn()
  const leave = desk.subscribe(told)
  let isProved = false
  const call = vi.fn(async () => {
    if (!isProved) throw refusal()
    return 'done'
  })
  const prove = () => {
    isProved = true
    desk.settle(true)
  }
  return { desk, told, leave, call, prove }
}

describe('a call that wants a proof', () => {
  it('waits for it and is made again, without its caller noticing', async () => {
    const { desk, call, prove } = arrange()
    const answer = withProof(desk, call)
    await vi.waitFor(() => expect(desk.request).toEqual({ reason: 'delete', method: 'password' }))
    prove()
    expect(await answer).toBe('done')
    expect(call).toHaveBeenCalledTimes(2)
    expect(desk.request).toBeNull()
  })

  it('shares one question with all the others', async () => {
    const { desk, told, call, prove } = arrange()
    const answers = Promise.all([withProof(desk, call), withProof(desk, call), withProof(desk, call)])
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(3))
    expect(told).toHaveBeenCalledTimes(1)
    prove()
    expect(await answers).toEqual(['done', 'done', 'done'])
  })

  it('fails as it did when the person will not, and asks anew the next time', async () => {
    const { desk, call } = arrange()
    const answer = withProof(desk, call)
    const rejected = expect(answer).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    await vi.waitFor(() => expect(desk.request).not.toBeNull())
    desk.settle(false)
    await rejected
    expect(call).toHaveBeenCalledTimes(1)
    void withProof(desk, call).catch(() => undefined)
    await vi.waitFor(() => expect(desk.request).not.toBeNull())
  })

  it('is refused a second time without a second question', async () => {
    const { desk } = arrange()
    const call = vi.fn(() => Promise.reject(refusal()))
    const answer = withProof(desk, call)
    const rejected = expect(answer).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    await vi.waitFor(() => expect(desk.request).not.toBeNull())
    desk.settle(true)
    await rejected
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('does not wait where nobody can ask, nor once the one who could has gone', async () => {
    const { desk, leave, call } = arrange()
    const answer = withProof(desk, call)
    const rejected = expect(answer).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    await vi.waitFor(() => expect(desk.request).not.toBeNull())
    leave()
    await rejected
    await expect(withProof(desk, call)).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
  })

  it('leaves every other failure alone', async () => {
    const { desk } = arrange()
    const broken = new ORPCError('STEP_UP_REQUIRED', { data: { reason: 'delete', method: 'shouting' } })
    await expect(withProof(desk, () => Promise.reject(broken))).rejects.toBe(broken)
    await expect(withProof(desk, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(desk.request).toBeNull()
  })
})
