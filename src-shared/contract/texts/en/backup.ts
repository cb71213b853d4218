import type { ErrorTexts } from '../error-texts.ts'
import { instantText, shortList } from '../figures.ts'
import { operationName, reasonText } from '../words.ts'

export const backupErrorsEn = {
  REPOSITORY_WRONG_PASSWORD: () => ({
    title: 'Wrong repository password',
    whatHappened: 'The password you entered does not open any key of the repository.',
    whatWasKept: 'Nothing was written to the repository.',
    whatToDo: 'Check the password on your emergency sheet. Upper and lower case matter.',
  }),
  REPOSITORY_NOT_FOUND: ({ location }) => ({
    title: 'Repository not found',
    whatHappened: `There is no restic repository at ${location}.`,
    whatWasKept: 'Nothing was created and nothing was changed.',
    whatToDo: 'Check the place, and whether the external disk or network share is connected.',
  }),
  REPOSITORY_EXISTS: ({ location }) => ({
    title: 'There is a repository already',
    whatHappened: `${location} already holds a repository or other files.`,
    whatWasKept: 'What lies there was not touched.',
    whatToDo: 'Use "Open an existing repository" to take it in, or choose an empty folder for a new one.',
  }),
  REPOSITORY_FORMAT_UNSUPPORTED: ({ reason }) => ({
    title: 'This repository format is not supported',
    whatHappened: `The format of the repository cannot be handled (reason: ${reason}).`,
    whatWasKept: 'Nothing was written to the repository.',
    whatToDo: 'Update Kuraban, or look at the format of the repository with restic.',
  }),
  REPOSITORY_LOCKED: ({ hostname, username, pid, exclusive, lockedAt }) => ({
    title: 'The repository is in use',
    whatHappened: `${username} on ${hostname} (process ${pid}) has been using it${
      exclusive ? ' exclusively' : ''
    } since ${instantText('en', lockedAt)}.`,
    whatWasKept: 'Nothing was written to the repository.',
    whatToDo: 'Wait until that has finished. If you are sure it no longer runs, use "Unlock".',
  }),
  REPOSITORY_LOCK_LOST: () => ({
    title: 'The hold on the repository was lost',
    whatHappened: 'The lock could not be kept while the work was running, so it was stopped for safety.',
    whatWasKept: 'Finished snapshots are untouched, and what was written will be used by the next run.',
    whatToDo: 'Check the connection to the storage and run it again.',
  }),
  REPOSITORY_DAMAGED: ({ file, reason }) => ({
    title: 'Part of the repository is damaged',
    whatHappened: `The content of ${file} is not right (reason: ${reason}).`,
    whatWasKept: 'Nothing else was touched. Files that do not need the damaged part can be restored.',
    whatToDo:
      'Verify with reading all data to see how far it goes, and examine the disk. Do not delete the repository.',
  }),
  REPOSITORY_STORAGE_FAILED: ({ operation, file, reason }) => ({
    title: 'The storage cannot be read or written',
    whatHappened: `The operation "${operationName('en', operation)}" on ${file} failed (reason: ${reason}).`,
    whatWasKept: 'Finished snapshots are untouched.',
    whatToDo: 'Check that the storage is connected and may be read and written, then run it again.',
  }),
  REPOSITORY_STORAGE_FULL: ({ file }) => ({
    title: 'The storage is full',
    whatHappened: `There was no space left to write ${file}.`,
    whatWasKept: 'Finished snapshots are untouched, and what was written will be used by the next run.',
    whatToDo: 'Make room on the storage or keep fewer snapshots, then run it again.',
  }),
  SNAPSHOT_NOT_FOUND: ({ id }) => ({
    title: 'Snapshot not found',
    whatHappened: `There is no snapshot "${id}" in this repository.`,
    whatToDo: 'Load the list again and choose from there.',
  }),
  SNAPSHOT_ID_AMBIGUOUS: ({ id, matches }) => ({
    title: 'More than one snapshot matches',
    whatHappened: `Several snapshots begin with "${id}": ${shortList('en', matches)}.`,
    whatToDo: 'Give more characters of the id.',
  }),
  SNAPSHOT_PATH_NOT_FOUND: ({ path }) => ({
    title: 'Not in this snapshot',
    whatHappened: `${path} is not part of this snapshot.`,
    whatToDo: 'Open a snapshot of another time, or look from the folder above.',
  }),
  BACKUP_SOURCES_UNREADABLE: ({ paths }) => ({
    title: 'What should be backed up cannot be read',
    whatHappened: `These places are missing or may not be read: ${shortList('en', paths)}.`,
    whatWasKept: 'Nothing was written to the repository. Earlier snapshots are untouched.',
    whatToDo: 'Check the places, that their disks are connected, and the right to read them.',
  }),
  BACKUP_ALREADY_RUNNING: () => ({
    title: 'This job is running already',
    whatHappened: 'The same job is at work, so it was not started a second time.',
    whatWasKept: 'The running execution goes on.',
    whatToDo: 'Wait until it has finished, or cancel it under running tasks.',
  }),
  BACKUP_PATTERN_INVALID: ({ pattern, reason }) => ({
    title: 'An exclude pattern is not valid',
    whatHappened: `"${pattern}" cannot be read (reason: ${reason}).`,
    whatWasKept: 'Nothing was saved, and what you typed is still there.',
    whatToDo: 'Correct the pattern. The preview shows what will be included.',
  }),
  SCHEDULE_INVALID: ({ cron, reason }) => ({
    title: 'The schedule is not valid',
    whatHappened: `"${cron}" cannot be read as a schedule (reason: ${reasonText('en', reason)}).`,
    whatWasKept: 'Nothing was saved; the schedule is as it was.',
    whatToDo: 'Write minute, hour, day, month, weekday. For example 0 3 * * * is every day at 3:00.',
  }),
  RESTORE_TARGET_UNUSABLE: ({ path, reason }) => ({
    title: 'The restore target cannot be used',
    whatHappened: `Nothing can be restored to ${path} (reason: ${reasonText('en', reason)}).`,
    whatWasKept: 'Files in the target were not touched, nor was the snapshot.',
    whatToDo: 'Choose a folder that can be written.',
  }),
  RESTORE_TARGET_FULL: ({ path, restoredFiles }) => ({
    title: 'The restore target is full',
    whatHappened: `The disk of ${path} filled up, so the restore was stopped.`,
    whatWasKept: `The ${restoredFiles} files restored so far are kept. The one being written was removed.`,
    whatToDo: 'Make room or choose another target, then run it again.',
  }),
} satisfies Partial<ErrorTexts>
