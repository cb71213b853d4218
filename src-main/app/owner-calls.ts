import { userInfo } from 'node:os'
import { createProcedureClient, getRouter, isProcedure, unlazy } from '@orpc/server'
import { z } from 'zod'
import { type ApiContext, noEffects } from '#main/platform/call-effects.ts'
import type { OwnerRequest, OwnerRequestHandler } from '#main/platform/owner-channel.ts'
import type { Json } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import { toCallError } from './api/call-errors.ts'
import type { Application } from './create-app.ts'

/**
 * Calls of other processes of the person who owns the data folder: every procedure under its path, such as
 * `security.users.create`, with its input as parameters. The items of a stream are emitted one by one.
 */
export function answerOwnerCalls(app: Application): OwnerRequestHandler {
  return async (request) => {
    try {
      return await answer(app, request)
    } catch (error) {
      throw toCallError(error, '')
    }
  }
}

async function answer(app: Application, { method, params, signal, emit }: OwnerRequest): Promise<Json> {
  const path = method.split('.')
  const { default: found } = await unlazy(getRouter(app.router, path))
  if (!isProcedure(found)) throw new AppError('NOT_FOUND', { resource: 'procedure', id: method.slice(0, 200) })
  const output: unknown = await createProcedureClient(found, { path, context: localOperator() })(params ?? undefined, {
    signal,
  })
  if (!isStream(output)) return toJson(output)
  for await (const item of output) emit(toJson(item))
  return null
}

/** Whoever may open the socket owns the data folder in the operating system. */
export function localOperator(): ApiContext {
  return {
    requestId: '',
    transport: 'cli',
    remoteAddress: '',
    userAgent: '',
    caller: { kind: 'local-operator', systemUser: systemUser() },
    effects: noEffects,
  }
}

function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function toJson(value: unknown): Json {
  return z.json().parse(value ?? null)
}
