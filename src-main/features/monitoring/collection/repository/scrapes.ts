import { z } from 'zod'
import type { ScrapesTable } from '#main/storage/schema/monitoring.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { scrapeInputSchema } from '#shared/features/monitoring/values.ts'

export type ScrapeInput = z.output<typeof scrapeInputSchema>

/** How the last reading of a target went. */
export interface LastScrape {
  readonly state: ScrapesTable['state']
  readonly lastRunAt: number | null
  readonly lastDurationMs: number | null
  readonly lastMessage: string
  readonly samples: number
}

/** A target as it is kept. */
export interface KeptScrape extends ScrapeInput, LastScrape {
  readonly id: string
  /** By the column cipher. */
  readonly sealedBearerToken: string | null
}

/** What is written of a target. */
export interface WrittenScrape {
  readonly input: ScrapeInput
  readonly sealedBearerToken: string | null
  readonly atMs: number
}

const labelsSchema = z.record(z.string(), z.string())
const notReadYet: LastScrape = { state: 'unknown', lastRunAt: null, lastDurationMs: null, lastMessage: '', samples: 0 }

export async function listScrapes(db: DatabaseHandle): Promise<KeptScrape[]> {
  return (await db.selectFrom('scrapes').selectAll().orderBy('name').execute()).map(scrapeOf)
}

export async function findScrape(db: DatabaseHandle, id: string): Promise<KeptScrape | undefined> {
  const row = await db.selectFrom('scrapes').selectAll().where('id', '=', id).executeTakeFirst()
  return row && scrapeOf(row)
}

export async function countScrapes(db: DatabaseHandle): Promise<number> {
  const { count } = await db
    .selectFrom('scrapes')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertScrape(db: DatabaseHandle, id: string, written: WrittenScrape): Promise<void> {
  await db
    .insertInto('scrapes')
    .values({ id, ...columnsOf(written), ...notReadYet })
    .execute()
}

/** Changes a target and forgets what was read by its old settings. */
export async function updateScrape(db: DatabaseHandle, id: string, written: WrittenScrape): Promise<void> {
  await db
    .updateTable('scrapes')
    .set({ ...columnsOf(written), ...notReadYet })
    .where('id', '=', id)
    .execute()
}

export async function deleteScrape(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('scrapes').where('id', '=', id).execute()
}

export async function saveLastScrape(db: DatabaseHandle, id: string, last: LastScrape): Promise<void> {
  await db.updateTable('scrapes').set(last).where('id', '=', id).execute()
}

/** Tokens that another key sealed. */
export function tokensSealedByOthers(
  db: DatabaseHandle,
  { keyId, limit }: { readonly keyId: string; readonly limit: number },
): Promise<{ id: string; sealed: string | null }[]> {
  return db
    .selectFrom('scrapes')
    .select(['id', 'sealedBearerToken as sealed'])
    .where('sealedBearerToken', 'is not', null)
    .where('sealedBearerToken', 'not like', `${keyId}:%`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function replaceSealedToken(
  db: DatabaseHandle,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('scrapes')
    .set({ sealedBearerToken: to })
    .where('id', '=', id)
    .where('sealedBearerToken', '=', from)
    .execute()
}

function columnsOf({ input, sealedBearerToken, atMs }: WrittenScrape) {
  const { isEnabled, labels, allowsUntrustedCertificate, ...rest } = input
  const flag = (value: boolean): 0 | 1 => (value ? 1 : 0)
  return {
    ...{ ...rest, sealedBearerToken, updatedAt: atMs, labels: JSON.stringify(labels) },
    isEnabled: flag(isEnabled),
    allowsUntrustedCertificate: flag(allowsUntrustedCertificate),
  }
}

function scrapeOf({ isEnabled, allowsUntrustedCertificate, labels, updatedAt: _, ...row }: ScrapesTable): KeptScrape {
  return {
    ...row,
    isEnabled: isEnabled === 1,
    allowsUntrustedCertificate: allowsUntrustedCertificate === 1,
    labels: labelsSchema.parse(JSON.parse(labels)),
  }
}
