import { z } from 'zod'
import { nameSchema } from '#shared/contract/identifiers.ts'
import { roleReferenceSchema } from '#shared/features/security/values.ts'
import { declare } from '../declaration.ts'
import type { ValueType } from '../value-types.ts'

const listAtMost = 20
const claimName = z.string().min(1).max(100)
const sharedTenants = /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/

/** One identity provider and what its word is worth here. */
const providerSchema = z
  .strictObject({
    /** Goes into addresses and the record: never change it, people are known by it. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    label: nameSchema(60),
    issuer: z.string().max(500).refine(isSafeIssuer),
    clientId: z.string().min(1).max(200),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/))
      .max(listAtMost)
      .default(['openid', 'profile', 'email']),
    /** Names of the claims; for Azure AD the subject is `oid`. */
    claims: z
      .strictObject({
        subject: claimName.default('sub'),
        name: claimName.default('preferred_username'),
        email: claimName.default('email'),
        groups: claimName.default('groups'),
        tenant: claimName.default('tid'),
      })
      .prefault({}),
    /** Where not empty: only people of these tenants. */
    tenants: z.array(z.string().min(1).max(100)).max(listAtMost).default([]),
    /** Where not empty: only people whose verified address ends in one of these domains. */
    domains: z.array(z.string().toLowerCase().min(1).max(253)).max(listAtMost).default([]),
    /** At their first sign-in, people who exist already are known by their verified address. */
    linkByEmail: z.boolean().default(false),
    /** Role of people who are made at their first sign-in; null makes none. */
    createAs: roleReferenceSchema.nullable().default(null),
    /** Where not empty the provider decides the role at each sign-in: that of the first group the person is in. */
    groupRoles: z
      .array(z.strictObject({ group: z.string().min(1).max(200), role: roleReferenceSchema }))
      .max(200)
      .default([]),
  })
  .refine(({ issuer, tenants }) => tenants.length > 0 || !sharedTenants.test(issuer))

export type SingleSignOnProvider = z.output<typeof providerSchema>

/** Providers are reached over https; plain http is for tests on this machine. */
function isSafeIssuer(issuer: string): boolean {
  const url = URL.parse(issuer)
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  )
}

/** JSON: as it is in settings.json, as text in a variable. */
function json<T>(schema: z.ZodType<T>, allowed: string): ValueType<T> {
  const fromText = z.string().transform((text, context) => {
    try {
      const value: unknown = JSON.parse(text)
      return value
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
  return { schema: z.union([fromText, z.unknown()]).pipe(schema), allowed }
}

const providers = z
  .array(providerSchema)
  .max(10)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length)

const clientSecrets = z.array(z.strictObject({ id: z.string().max(40), secret: z.string().min(1).max(500) })).max(10)

/** Settings of signing in at an identity provider (OpenID Connect). */
export const singleSignOnDeclarations = {
  'singleSignOn.providers': declare<readonly SingleSignOnProvider[]>(
    'SINGLE_SIGN_ON_PROVIDERS',
    json(providers, '[{ "id", "label", "issuer", "clientId", … }] (docs/security.md)'),
    [],
    {
      ja: 'サインインに使える認証サーバー（OpenID Connect、Azure ADなど）です。書き方は docs/security.md にあります。',
      en: 'Identity providers people may sign in at (OpenID Connect, such as Azure AD); docs/security.md tells the form.',
    },
  ),
  'singleSignOn.clientSecrets': declare<readonly { readonly id: string; readonly secret: string }[]>(
    'SINGLE_SIGN_ON_CLIENT_SECRETS',
    json(clientSecrets, '[{ "id", "secret" }, …]'),
    [],
    {
      ja: '認証サーバーごとのクライアントシークレットです。要らない認証サーバーは省けます。',
      en: 'Client secret of each identity provider that asks for one, by its id.',
    },
    { secret: 'whole' },
  ),
}
