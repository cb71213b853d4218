/** Words of choosing a folder. */
export const foldersEn = {
  path: 'Path of the folder',
  go: 'Go',
  up: 'Up one folder',
  showHidden: 'Show hidden files',
  hint: 'Enter or a double click opens a folder.',
  list: 'Content of “{{path}}”',
  empty: 'This folder is empty.',
  truncated: 'There are many entries; only the first 2,000 are shown. Type a path to go there.',
  unreadable: 'You may not read this',
  chooseThis: 'Choose this folder',
  addThis: 'Add this folder',
  addTicked_one: 'Add {{count}} chosen',
  addTicked_other: 'Add {{count}} chosen',
  browse: 'Choose folder',
} as const
