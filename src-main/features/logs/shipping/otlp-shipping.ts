import { readFile } from 'node:fs/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { hostname } from 'node:os'
import type { LineInWords } from '#main/engine/logs/index.ts'
import type { ShippingSettings } from '../ports.ts'
import { deliveryLimitMs, type LogDestination } from './log-destination.ts'

const severityNumbers: Readonly<Record<string, number>> = { DEBUG: 5, INFO: 9, WARNING: 13, ERROR: 17, CRITICAL: 21 }

/** A collector of OpenTelemetry, over HTTP with JSON. Redirects are not followed: they could lead anywhere. */
export function otlpShipping(settings: ShippingSettings): LogDestination {
  const url = new URL(settings.otlp)
  if (url.pathname === '/') url.pathname = '/v1/logs'
  return {
    kind: 'otlp',
    place: url.origin,
    deliver: async (lines) => {
      const body = JSON.stringify(otlpRequest(lines, settings.environment))
      const status = await post(url, body, settings)
      if (status < 200 || status > 299) throw new Error(`${url.origin} answered ${status}`)
    },
  }
}

/** The body by the protocol of OpenTelemetry; loggers are its scopes. */
export function otlpRequest(lines: readonly LineInWords[], environment: string): object {
  const byLogger = Map.groupBy(lines, ({ logger }) => logger)
  const resource = { 'service.name': 'kuraban', 'host.name': hostname(), 'deployment.environment.name': environment }
  return {
    resourceLogs: [
      {
        resource: { attributes: attributes(resource) },
        scopeLogs: [...byLogger].map(([name, own]) => ({ scope: { name }, logRecords: own.map(recordOf) })),
      },
    ],
  }
}

function recordOf({ atMs, level, message, correlationId, userId, text }: LineInWords): object {
  return {
    timeUnixNano: String(BigInt(atMs) * 1_000_000n),
    severityNumber: severityNumbers[level] ?? 9,
    severityText: level,
    body: { stringValue: message },
    attributes: attributes({
      ...(correlationId === null ? {} : { request_id: correlationId }),
      ...(userId === null ? {} : { 'user.id': userId }),
      'log.record.original': text,
    }),
  }
}

function attributes(values: Readonly<Record<string, string>>): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}

async function post(url: URL, body: string, { otlpAuthorization, caFile }: ShippingSettings): Promise<number> {
  const options = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(otlpAuthorization === '' ? {} : { authorization: otlpAuthorization }),
    },
    agent: false as const,
    signal: AbortSignal.timeout(deliveryLimitMs),
    ...(caFile === '' ? {} : { ca: await readFile(caFile) }),
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
