export { programVersion } from '#main/platform/program-version.ts'
