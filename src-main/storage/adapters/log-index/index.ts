export { LogIndexClient } from './log-index-client.ts'
