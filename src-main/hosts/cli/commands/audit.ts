import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { AuditFileError, readCheckpointFile, type Verdict, verifyAuditFile } from '#main/engine/audit-verifier/index.ts'
import { auditExportedSchema, auditVerdictSchema } from '#shared/contract/cli/audit.ts'
import { AppError } from '#shared/contract/errors.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { readFlags, wrongFlag } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { withApplication } from './application.ts'
import { dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'
import { openExportFile } from './export-file.ts'

const verifyFlagsSchema = z.object({
  checkpoints: z.string().min(1, 'a readable file').optional(),
  json: z.boolean().default(false),
})
const pieceSchema = z.object({ text: z.string() })

/** `kuraban audit`: the record as a file, and the judgement over such a file. */
export function auditCommand(terminal: Terminal, finish: Finish): Command {
  const words = commandWords(terminal.language)
  const audit = new Command('audit').description(words.audit)
  withDataFolderFlags(audit.command('export <file>'), words)
    .description(words.auditExport)
    .action((file: string, given: Record<string, unknown>) => exportRecord(resolve(file), given, terminal))
  audit
    .command('verify <file>')
    .description(words.auditVerify)
    .option('--checkpoints <file>', words.auditCheckpoints)
    .option('--json', words.json)
    .action((file: string, given: Record<string, unknown>) => judge(file, given, terminal, finish))
  return audit
}

async function exportRecord(file: string, given: Record<string, unknown>, terminal: Terminal): Promise<void> {
  const flags = readFlags(dataFolderFlagsSchema, given)
  const target = openExportFile(file)
  try {
    await withApplication(flags, terminal, (call) =>
      call('security.audit.export', {}, (piece) => target.write(pieceSchema.parse(piece).text)),
    )
    const shown = auditExportedSchema.parse({ file, ...target.keep() })
    if (flags.json) terminal.print(JSON.stringify(shown))
    else for (const line of [shown.file, `${shown.sizeBytes} bytes, SHA-256 ${shown.sha256}`]) terminal.print(line)
  } finally {
    target.discard()
  }
}

async function judge(file: string, given: Record<string, unknown>, terminal: Terminal, finish: Finish): Promise<void> {
  const flags = readFlags(verifyFlagsSchema, given)
  const verdict = await verdictOf(file, flags.checkpoints)
  if (flags.json) terminal.print(JSON.stringify(auditVerdictSchema.parse(verdict)))
  else terminal.print(verdictText(verdict, terminal))
  if (!verdict.complete) terminal.printError(commandWords(terminal.language).auditSelection)
  if (!verdict.ok) finish(exitCode.failure)
}

async function verdictOf(file: string, checkpoints: string | undefined): Promise<Verdict> {
  try {
    const kept = checkpoints === undefined ? [] : await readCheckpointFile(createReadStream(checkpoints))
    return await verifyAuditFile(createReadStream(file), kept)
  } catch (error) {
    if (error instanceof AuditFileError) {
      throw new AppError('AUDIT_FILE_INVALID', { line: error.line, reason: error.reason }, { cause: error })
    }
    if (isUnreadable(error)) throw wrongFlag('FILE', error.path ?? file, 'a readable file', { cause: error })
    throw error
  }
}

function isUnreadable(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

const breaches = {
  edited: ['書き換えられています', 'was edited'],
  deleted: ['削除されています', 'was deleted'],
  reordered: ['順序が入れ替えられています', 'was moved'],
  inserted: ['あとから挿入されています', 'was put in'],
  'cut-tail': ['ここから後ろが切り取られています', 'and everything after it was cut off'],
  'bad-signature': ['署名が正しくありません', 'carries a wrong signature'],
} as const

function verdictText({ rows, firstBadSeq, kind }: Verdict, { language }: Terminal): string {
  const ja = language === 'ja'
  if (kind === null)
    return ja ? `${rows}行すべてが、記録されたときのままです` : `all ${rows} rows are as they were recorded`
  const [inJapanese, inEnglish] = breaches[kind]
  return ja ? `${firstBadSeq}番目の行: ${inJapanese}` : `row ${firstBadSeq} ${inEnglish}`
}
