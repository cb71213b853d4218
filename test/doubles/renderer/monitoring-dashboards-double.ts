import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Dashboard } from '#shared/features/monitoring/values.ts'
import { builtInDashboards } from './monitoring-built-in.ts'
import { firstOf, hour, idOf, instant } from './sample.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.monitoring.dashboards, Nothing, Nothing>

const me = { id: idOf(1, 1), name: '佐藤 美咲' }
const [site] = builtInDashboards
const own: Dashboard[] =
  variant === 'full' && site !== undefined
    ? [
        {
          ...site,
          id: idOf(60, 1),
          name: '第二倉庫・夜間バッチの見張り（橋梁設計部と経理部の共同利用サーバー）',
          nameEn: '',
          panels: site.panels.slice(6, 12),
          isBuiltIn: false,
          updatedAt: instant(-5 * hour),
          updatedBy: me,
        },
      ]
    : []
const all = () => [...builtInDashboards, ...own]
let made = 1

/** Dashboards of the program and of its people; what is changed stays changed until the page is left. */
export function dashboardsDouble(os: Of) {
  const stamp = () => ({ isBuiltIn: false, updatedAt: new Date().toISOString(), updatedBy: me })
  return os.router({
    list: os.list.handler(() => ({ items: all().map((one) => ({ ...one, panels: one.panels.length })) })),
    get: os.get.handler(({ input, errors }) => {
      const found = all().find(({ id }) => id === input.id)
      if (found === undefined) throw errors.NOT_FOUND({ data: { resource: 'dashboard', id: input.id } })
      return found
    }),
    create: os.create.handler(({ input, errors }) => {
      if (all().some(({ name }) => name === input.name))
        throw errors.CONFLICT({ data: { resource: 'dashboard', field: 'name', value: input.name } })
      made += 1
      own.push({ ...input, id: idOf(60, made), ...stamp() })
      return own.at(-1) ?? firstOf(own)
    }),
    update: os.update.handler(({ input, errors }) => {
      const place = own.findIndex(({ id }) => id === input.id)
      if (place < 0) throw errors.NOT_FOUND({ data: { resource: 'dashboard', id: input.id } })
      const { id, name, nameEn, panels } = input
      const changed = { id, name, nameEn, panels, ...stamp() }
      own[place] = changed
      return changed
    }),
    remove: os.remove.handler(({ input }) => {
      const place = own.findIndex(({ id }) => id === input.id)
      if (place >= 0) own.splice(place, 1)
      return {}
    }),
  })
}
