import { readFile } from 'node:fs/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type CheckpointDestination, deliveryLimitMs } from './destination.ts'
import { type GuardedAddress, guardedAddress } from './guarded-address.ts'

export interface WebhookOptions {
  readonly allowInside: boolean
  readonly caFile: string
}

/** POSTs each line, which carries its own signature. Redirects are not followed: they could lead anywhere. */
export function webhookDestination(address: string, { allowInside, caFile }: WebhookOptions): CheckpointDestination {
  const url = new URL(address)
  return {
    kind: 'webhook',
    place: url.origin,
    deliver: async (lines) => {
      const to = await guardedAddress(url, allowInside)
      const ca = caFile === '' ? undefined : await readFile(caFile)
      for (const line of lines) {
        const status = await post(url, to, line, ca)
        if (status < 200 || status > 299) throw new Error(`${url.origin} answered ${status}`)
      }
    },
  }
}

function post(url: URL, { address, family }: GuardedAddress, body: string, ca: Buffer | undefined): Promise<number> {
  const pinned: LookupFunction = (_, { all }, done) => {
    if (all === true) done(null, [{ address, family }])
    else done(null, address, family)
  }
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    lookup: pinned,
    agent: false,
    signal: AbortSignal.timeout(deliveryLimitMs),
    ...(ca === undefined ? {} : { ca }),
  }
  return new Promise((resolve, reject) => {
    const call = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
    call.on('error', reject)
    call.on('response', (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    call.end(body)
  })
}
