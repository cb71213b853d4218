/** What nobody wants in a backup, each with the code of a text that says why. */
export const defaultExcludes: readonly { readonly pattern: string; readonly reasonCode: string }[] = [
  { pattern: '.DS_Store', reasonCode: 'desktop-clutter' },
  { pattern: 'Thumbs.db', reasonCode: 'desktop-clutter' },
  { pattern: 'desktop.ini', reasonCode: 'desktop-clutter' },
  { pattern: '$RECYCLE.BIN', reasonCode: 'trash' },
  { pattern: '.Trash-*', reasonCode: 'trash' },
  { pattern: '.local/share/Trash', reasonCode: 'trash' },
  { pattern: '.Trashes', reasonCode: 'trash' },
  { pattern: '.cache', reasonCode: 'cache' },
  { pattern: 'Library/Caches', reasonCode: 'cache' },
  { pattern: 'AppData/Local/Temp', reasonCode: 'temporary' },
  { pattern: '*~', reasonCode: 'temporary' },
  { pattern: '~$*', reasonCode: 'temporary' },
  { pattern: '*.tmp', reasonCode: 'temporary' },
  { pattern: '.*.sw[a-p]', reasonCode: 'temporary' },
  { pattern: '*.crdownload', reasonCode: 'unfinished-download' },
  { pattern: '*.part', reasonCode: 'unfinished-download' },
  { pattern: 'node_modules', reasonCode: 'made-again-by-tools' },
  { pattern: '__pycache__', reasonCode: 'made-again-by-tools' },
  { pattern: '.venv', reasonCode: 'made-again-by-tools' },
  { pattern: '.Spotlight-V100', reasonCode: 'made-again-by-system' },
  { pattern: '.fseventsd', reasonCode: 'made-again-by-system' },
  { pattern: 'System Volume Information', reasonCode: 'made-again-by-system' },
  { pattern: 'pagefile.sys', reasonCode: 'made-again-by-system' },
  { pattern: 'hiberfil.sys', reasonCode: 'made-again-by-system' },
  { pattern: 'swapfile.sys', reasonCode: 'made-again-by-system' },
  { pattern: '/proc', reasonCode: 'not-files' },
  { pattern: '/sys', reasonCode: 'not-files' },
  { pattern: '/dev', reasonCode: 'not-files' },
  { pattern: '/run', reasonCode: 'not-files' },
]

/** The patterns of a run: the defaults first, so that a person's `!pattern` can take one of them back. */
export function effectiveExcludes(job: {
  readonly useDefaultExcludes: boolean
  readonly excludes: readonly string[]
}): string[] {
  const defaults = job.useDefaultExcludes ? defaultExcludes.map((exclude) => exclude.pattern) : []
  return [...defaults, ...job.excludes]
}
