import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '#shared/contract/root.ts'

let generated: Promise<string> | null = null

/** The contract as an OpenAPI 3.1 document, made at the first request. */
export function openApiDocument(version: string): Promise<string> {
  generated ??= generate(version)
  return generated
}

async function generate(version: string): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'Kuraban', version },
    servers: [{ url: '/api/v1' }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
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
  return JSON.stringify(document)
}
