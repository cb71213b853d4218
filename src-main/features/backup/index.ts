export { toAppError } from './engine/errors.ts'
