import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { z } from 'zod'
import { contract } from '#shared/contract/root.ts'

const metaSchema = z.object({ access: z.string() })

/** How programs say who they are, always in the Authorization header and never in an address. */
const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token of POST /tokens, good for 10 minutes and renewed by POST /tokens/refresh.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'krb_<environment>_<id>_<secret>_<checksum>',
    description: 'API key of POST /api-keys. It may do what its scopes and the rights of its maker both allow.',
  },
} as const

let generated: Promise<string> | null = null

/** The contract as an OpenAPI 3.1 document, made at the first request. */
export function openApiDocument(version: string): Promise<string> {
  generated ??= generate(version)
  return generated
}

async function generate(version: string): Promise<string> {
  const open = new Set(openOperations(contract))
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'Kuraban', version },
    servers: [{ url: '/api/v1' }],
    components: { securitySchemes },
    security: [{ accessToken: [] }, { apiKey: [] }],
    customErrorResponseBodySchema: (definedErrors) => ({
      type: 'object',
      required: ['error'],
      properties: {
        error: {
          oneOf: definedErrors.map(([code, , , dataSchema]) => ({
            type: 'object',
            required: ['code', 'message', 'data'],
            properties: { code: { const: code }, message: { type: 'string' }, data: dataSchema },
          })),
        },
      },
    }),
  })
  for (const operation of Object.values(document.paths ?? {}).flatMap((item) => Object.values(item ?? {}))) {
    if (isOperation(operation) && open.has(operation.operationId)) operation.security = []
  }
  return JSON.stringify(document)
}

function isOperation(value: unknown): value is { operationId: string; security?: readonly object[] } {
  return typeof value === 'object' && value !== null && 'operationId' in value && typeof value.operationId === 'string'
}

/** Names of the procedures that anybody may call, as the generator names operations. */
function openOperations(part: AnyContractRouter, path: readonly string[] = []): string[] {
  if (isContractProcedure(part)) return metaSchema.parse(part['~orpc'].meta).access === 'public' ? [path.join('.')] : []
  return Object.entries(part).flatMap(([key, child]) => openOperations(child, [...path, key]))
}
