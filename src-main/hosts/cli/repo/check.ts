import { Command } from 'commander'
import {
  type CheckFinding,
  type CheckProgress,
  type CheckReport,
  check,
  type ReadDataChoice,
} from '#main/engine/repository/index.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { wrongFlag } from '../flags.ts'
import { durationText, sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, withRepositoryFlags } from './location.ts'
import { type ProgressForms, progressReporter } from './progress.ts'
import { withRepository } from './session.ts'

interface CheckFlags extends RepositoryFlags {
  readonly readData?: boolean
  readonly readDataSubset?: string
}

/** `kuraban repo check`: tests the repository for errors, with --read-data every byte of it. */
export function checkCommand(terminal: Terminal, finish: Finish): Command {
  return withRepositoryFlags(new Command('check'))
    .description('check the repository for errors')
    .option('--read-data', 'read all data blobs')
    .option('--read-data-subset <subset>', 'read a subset of the packs: n/t, or a percentage such as 2.5%')
    .action(async (_flags, command: Command) => {
      await withRepository(command, terminal, 'exclusive', async ({ repository, signal }) => {
        const flags = command.optsWithGlobals<CheckFlags>()
        const progress = progressReporter<CheckProgress>(terminal, flags, lineOf)
        const report = await check(repository, {
          readData: readDataChoice(flags),
          lock: 'none',
          signal,
          onProgress: progress.update,
          onFinding: (finding) => reportFinding(finding, flags, terminal),
        })
        progress.end()
        reportResult(report, flags, terminal)
        if (report.errorCount > 0) finish(exitCode.failure)
      })
    })
}

function readDataChoice({ readData, readDataSubset }: CheckFlags): ReadDataChoice {
  if (readDataSubset === undefined) return readData === true
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(readDataSubset) ?? []
  if (part !== undefined && of !== undefined && Number(part) >= 1 && Number(part) <= Number(of) && Number(of) <= 256) {
    return { part: Number(part), of: Number(of) }
  }
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(readDataSubset) ?? []
  if (percent !== undefined && Number(percent) > 0 && Number(percent) <= 100) return { percent: Number(percent) }
  throw wrongFlag('--read-data-subset', readDataSubset, 'n/t with 1 <= n <= t <= 256, or a percentage such as 2.5%')
}

/** restic's check tells its JSON readers the end alone. */
function lineOf(progress: CheckProgress, secondsElapsed: number): ProgressForms {
  const { phase, done, total, bytesDone, bytesTotal } = progress
  const share = bytesTotal > 0 ? bytesDone / bytesTotal : total > 0 ? done / total : 0
  const remaining = share > 0 ? `  ETA ${durationText((secondsElapsed / share) * (1 - share))}` : ''
  const rate = bytesTotal > 0 ? `  ${sizeText(bytesDone / Math.max(secondsElapsed, 0.001))}/s` : ''
  return {
    line: `[${durationText(secondsElapsed)}] ${phase} ${(share * 100).toFixed(1)}%  ${done}/${total}${rate}${remaining}`,
  }
}

function reportFinding(finding: CheckFinding, flags: CheckFlags, terminal: Terminal): void {
  const message = `${finding.code} ${finding.subject}${finding.detail === '' ? '' : `: ${finding.detail}`}`
  if (flags.json === true) {
    if (finding.severity === 'error') terminal.printError(JSON.stringify({ message_type: 'error', message }))
  } else {
    terminal.printError(`${finding.severity}: ${message}`)
  }
}

function reportResult(report: CheckReport, flags: CheckFlags, terminal: Terminal): void {
  const { findings, errorCount } = report
  const broken = new Set(
    findings
      .filter(({ remedy }) => remedy === 'repair-packs')
      .flatMap(({ packId }) => (packId === undefined ? [] : [packId])),
  )
  if (flags.json === true) {
    const figures = {
      num_errors: errorCount,
      broken_packs: broken.size === 0 ? null : [...broken],
      suggest_repair_index: findings.some(({ remedy }) => remedy === 'repair-index'),
      suggest_prune: findings.some(({ remedy }) => remedy === 'prune'),
    }
    terminal.print(JSON.stringify({ message_type: 'summary', ...figures }))
  } else if (errorCount > 0) {
    terminal.printError(
      `The repository has ${errorCount} errors. Keep it as it is until they are understood; nothing was changed.`,
    )
  } else if (flags.quiet !== true) {
    terminal.print(
      `checked ${report.snapshots} snapshots, ${report.trees} folders, ${report.packs} packs (${sizeText(report.bytesRead)} read)`,
    )
    terminal.print('no errors were found')
  }
}
