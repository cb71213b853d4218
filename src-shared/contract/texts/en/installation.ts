import type { ErrorTexts } from '../error-texts.ts'
import { reasonText } from '../words.ts'

export const installationErrorsEn = {
  CONFIG_INVALID: ({ key, value, allowed, origin }) => ({
    title: `The setting "${key}" is not valid`,
    whatHappened: `${origin} sets "${key}" to "${value}", but it must be: ${allowed}.`,
    whatWasKept: 'Settings and data are as they were. The program has not started.',
    whatToDo: `Correct "${key}" in ${origin} and try again. kuraban config show prints the values in effect.`,
  }),
  DATA_FOLDER_IN_USE: ({ path, pid }) => ({
    title: 'The data folder is in use',
    whatHappened: `${path} is being used by another Kuraban${pid > 0 ? ` (process ${pid})` : ''}.`,
    whatWasKept: 'The data was not touched, and the running program goes on.',
    whatToDo: 'Use the window of the running Kuraban, or quit it and try again.',
  }),
  DATABASE_LOCKED: () => ({
    title: 'The database is busy',
    whatHappened: 'Something else has been using the database for long, and our turn did not come.',
    whatWasKept: 'This change was taken back; the data is as it was before.',
    whatToDo: 'Wait a little and try again. Close other programs that have the database open.',
  }),
  DATABASE_FULL: () => ({
    title: 'The disk is full',
    whatHappened: 'The disk that holds the database has no space left, so nothing could be written.',
    whatWasKept: 'This change was taken back; the data is as it was before.',
    whatToDo: 'Make room, for example by moving files away. No restart is needed afterwards.',
  }),
  DATABASE_CORRUPT: ({ path, quarantinePath }) => ({
    title: 'The database is damaged',
    whatHappened: `${path} could not be read.`,
    whatWasKept:
      quarantinePath === ''
        ? 'The damaged file was left exactly as it is. Backups in your repositories are not affected.'
        : `The damaged file was not deleted but moved to ${quarantinePath}. Backups in your repositories are not affected.`,
    whatToDo:
      'Go back to the newest automatic copy in the data folder; kuraban doctor names it. Without one, start with a new data folder and open your repositories again.',
  }),
  DATABASE_NEWER: ({ databaseVersion, programVersion }) => ({
    title: 'The database is newer than the program',
    whatHappened: `A newer version (${databaseVersion}) has used the database; this program (${programVersion}) cannot open it.`,
    whatWasKept: 'Nothing was written to the database.',
    whatToDo: 'Update Kuraban, or use the copy of the database that was made before the update.',
  }),
  DATABASE_UNAVAILABLE: ({ reason }) => ({
    title: 'The database cannot be reached',
    whatHappened: `The database did not answer (reason: ${reason}).`,
    whatWasKept: 'This change was not made.',
    whatToDo: 'Check that the database runs and that address and certificate are right. It reconnects by itself.',
  }),
  DATABASE_UNUSABLE: ({ path, reason }) => ({
    title: 'The database cannot be used',
    whatHappened: `The database ${path} refused (reason: ${reasonText('en', reason)}).`,
    whatWasKept: 'The data is as it was; nothing was written.',
    whatToDo: 'Check the place, its permissions and the account in the settings, then start again.',
  }),
  DATABASE_MIGRATION_FAILED: ({ migration, reason, copyPath }) => ({
    title: 'The database could not be updated',
    whatHappened: `The step "${migration}" failed (reason: ${reason}).`,
    whatWasKept:
      copyPath === ''
        ? 'The failed step was taken back; the database is as it was before.'
        : `The failed step was taken back. The copy made before lies at ${copyPath}.`,
    whatToDo: 'Check free space and the connection, then start again. kuraban migrate status shows where it stands.',
  }),
  SECRET_STORE_UNAVAILABLE: ({ reason }) => ({
    title: 'The password store cannot be opened',
    whatHappened: `Stored passwords and keys could not be read (reason: ${reason}).`,
    whatWasKept: 'What is stored was not touched, and no new key was written over it.',
    whatToDo:
      'Unlock the keychain, or give the passphrase by KURABAN_PASSPHRASE_FILE. With both lost, run kuraban secrets unlock with the code of the recovery sheet.',
  }),
  SECRET_MISSING: ({ name }) => ({
    title: 'A stored password is missing',
    whatHappened: `"${name}" is not in the password store.`,
    whatWasKept: 'Repositories and settings are as they were.',
    whatToDo: 'Enter it again with "Enter password again" on the page of the repository. Your emergency sheet has it.',
  }),
} satisfies Partial<ErrorTexts>
