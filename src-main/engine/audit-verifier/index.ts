/**
 * Judges a record of Kuraban by docs/audit.md alone. It shares no code with what writes the record, so that a mistake of
 * the writer cannot hide in the judge.
 */
export { AuditFileError, verifyAuditFile } from './audit-file.ts'
export { ChainVerifier, type Verdict } from './chain-verifier.ts'
export { type Checkpoint, checkpointSchema, readCheckpointFile } from './checkpoint.ts'
export { type ChainRow, chainRowSchema } from './row.ts'
