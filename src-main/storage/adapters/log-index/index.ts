export { LogIndexClient } from './log-index-client.ts'
export type { WholeLine } from './log-index-protocol.ts'
