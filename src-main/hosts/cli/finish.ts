/** Tells `runCommandLine` the exit code of a command that ended without an error. */
export type Finish = (code: number) => void
