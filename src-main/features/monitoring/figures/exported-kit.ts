import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { dashboardSchema, type ExportedRouting, type ExportedTarget, monitoringKit } from '#main/engine/rules/index.ts'
import { resourcePath } from '#main/platform/resources.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { RuleFiles } from './rules/rule-files.ts'

export interface ExportedKitPorts {
  readonly language: () => Language
  readonly target: () => ExportedTarget
  readonly routing: () => Promise<ExportedRouting>
}

/** The files with which Prometheus, Alertmanager and Grafana do what is done here: rules, routes, dashboards, runbooks. */
export async function exportedKit(files: RuleFiles, { language, target, routing }: ExportedKitPorts) {
  await files.refresh()
  const kit = monitoringKit({
    ...{ language: language(), target: target(), routing: await routing() },
    ruleFiles: files.all.map(({ name, text }) => ({ name, text })),
    dashboards: (await textsIn('monitoring/dashboards', '')).map(({ text }) => dashboardSchema.parse(JSON.parse(text))),
    documents: [...(await textsIn('monitoring/kit', '')), ...(await textsIn('monitoring/runbooks', 'runbooks/'))],
  })
  return [...kit].map(([name, text]) => ({ path: name, text }))
}

async function textsIn(folder: string, prefix: string) {
  const from = resourcePath(folder)
  const names = (await readdir(from)).sort()
  return await Promise.all(
    names.map(async (name) => ({ name: `${prefix}${name}`, text: await readFile(path.join(from, name), 'utf8') })),
  )
}
