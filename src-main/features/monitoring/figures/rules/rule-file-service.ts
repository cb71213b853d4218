import type { AuditTrail } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { RuleFile, RuleFiles } from './rule-files.ts'
import type { RuleRunner, RuleRunnerPorts } from './rule-runner.ts'

export interface RuleFileServicePorts extends Pick<RuleRunnerPorts, 'storage'> {
  readonly files: RuleFiles
  readonly runner: RuleRunner
  readonly audit: Pick<AuditTrail, 'record'>
}

interface Problem {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Rule files for people: the site's own are kept in its data folder, those of the installation are only looked at. */
export class RuleFileService {
  readonly #ports: RuleFileServicePorts

  constructor(ports: RuleFileServicePorts) {
    this.#ports = ports
  }

  list() {
    return this.#ports.files.all.map(fileView)
  }

  get(name: string) {
    const { text, isBuiltIn } = this.#file(name)
    return { name, text, isBuiltIn }
  }

  check(text: string): { problems: Problem[]; groups: number; rules: number } {
    const { problems, groups } = this.#ports.files.check('rules.yml', text)
    return {
      problems: problems.map(({ line, column, message }) => ({ line, column, message })),
      groups: groups.length,
      rules: groups.reduce((sum, group) => sum + group.rules.length, 0),
    }
  }

  async save(name: string, text: string, context: CallContext) {
    const { files, runner } = this.#ports
    if (files.get(name)?.isBuiltIn === true)
      throw new AppError('CONFLICT', { resource: 'rule-file', field: 'name', value: name })
    const [problem] = files.check(name, text).problems
    if (problem !== undefined) {
      const { line, column, message } = problem
      throw new AppError('RULE_FILE_INVALID', { file: name, line, column, reason: message })
    }
    const before = files.get(name)?.text ?? null
    await this.#record('save', name, { before, after: text }, context)
    await files.save(name, text)
    await runner.refresh()
    return fileView(this.#file(name))
  }

  async remove(name: string, context: CallContext): Promise<void> {
    const { files, runner } = this.#ports
    const file = this.#file(name)
    if (file.isBuiltIn) throw new AppError('CONFLICT', { resource: 'rule-file', field: 'name', value: name })
    await this.#record('remove', name, { before: file.text }, context)
    await files.remove(name)
    await runner.refresh()
  }

  /** Files lie outside the database: what is about to be done is on record before it is done. */
  async #record(
    procedure: 'save' | 'remove',
    name: string,
    detail: Readonly<Record<string, unknown>>,
    context: CallContext,
  ): Promise<void> {
    const { storage, audit } = this.#ports
    await storage.transaction((tx) =>
      audit.record(tx, context, {
        action: `monitoring.rules.files.${procedure}`,
        target: name,
        targetName: name,
        detail,
      }),
    )
  }

  #file(name: string): RuleFile {
    const file = this.#ports.files.get(name)
    if (file === undefined) throw new AppError('NOT_FOUND', { resource: 'rule-file', id: name })
    return file
  }
}

function fileView({ name, isBuiltIn, groups, loadedAtMs, problem }: RuleFile) {
  return {
    ...{ name, isBuiltIn, groups: groups.length },
    rules: groups.reduce((sum, group) => sum + group.rules.length, 0),
    loadedAt: loadedAtMs === 0 ? null : new Date(loadedAtMs).toISOString(),
    problem: problem === null ? null : { line: problem.line, column: problem.column, message: problem.message },
  }
}
