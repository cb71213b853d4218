import type { ErrorTexts } from '../error-texts.ts'
import { durationText, shortList, sizeText } from '../figures.ts'
import { fieldName, reasonText, resourceName, serviceName } from '../words.ts'

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const generalErrorsEn = {
  INTERNAL: ({ requestId }) => ({
    title: 'Something unexpected went wrong',
    whatHappened: `The program met a problem it did not expect and could not finish (record ${requestId}).`,
    whatWasKept: 'Unfinished changes were taken back; your data is as it was before.',
    whatToDo: 'Try again. If it happens again, look up the record number in the log and report what you find.',
  }),
  CANCELLED: () => ({
    title: 'Cancelled',
    whatHappened: 'The work was stopped because somebody asked for it.',
    whatWasKept: 'What had been finished by then is kept.',
    whatToDo: 'Run it again to go on.',
  }),
  VALIDATION: ({ issues }) => ({
    title: 'Some of the input needs correcting',
    whatHappened: `This was not accepted: ${shortList(
      'en',
      issues.map(({ path, message }) => {
        const reason = reasonText('en', message)
        return path === '' ? reason : `${path} (${reason})`
      }),
    )}.`,
    whatWasKept: 'Nothing was changed, and what you typed is still there.',
    whatToDo: 'Correct the marked fields and try again.',
  }),
  NOT_FOUND: ({ resource, id }) => ({
    title: `${capitalised(resourceName('en', resource))} not found`,
    whatHappened: `There is no ${resourceName('en', resource)} "${id}". It was deleted, or the id is wrong.`,
    whatToDo: 'Open the list again and choose from there.',
  }),
  CONFLICT: ({ resource, field, value }) => ({
    title: 'This exists already',
    whatHappened: `Another ${resourceName('en', resource)} already has the ${fieldName('en', field)} "${value}".`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: `Choose another ${fieldName('en', field)}, or open the one that exists.`,
  }),
  STALE: ({ resource }) => ({
    title: 'Somebody else changed this first',
    whatHappened: `This ${resourceName('en', resource)} was changed elsewhere while you had it open.`,
    whatWasKept: 'The change that came first was kept; yours has not been saved.',
    whatToDo: 'Load the latest version and make your change again.',
  }),
  IN_USE: ({ resource, usedBy }) => ({
    title: `This ${resourceName('en', resource)} is in use`,
    whatHappened: `It cannot be deleted because it is used by: ${shortList('en', usedBy)}.`,
    whatWasKept: 'Nothing was deleted.',
    whatToDo: 'First delete what uses it, or switch that to something else.',
  }),
  PAYLOAD_TOO_LARGE: ({ limitBytes }) => ({
    title: 'Too much data at once',
    whatHappened: `What was sent is larger than the limit of ${sizeText(limitBytes)}.`,
    whatWasKept: 'Nothing was stored.',
    whatToDo: `Send it in parts, or make it smaller than ${sizeText(limitBytes)}.`,
  }),
  UNAVAILABLE: ({ what }) => ({
    title: 'Not available right now',
    whatHappened: `${capitalised(serviceName('en', what))} does not answer.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Wait a little and try again. If it goes on, look for the cause with kuraban doctor.',
  }),

  TASK_NOT_CANCELLABLE: () => ({
    title: 'This task can no longer be cancelled',
    whatHappened: 'The task had already ended when you asked to cancel it.',
    whatToDo: 'Look at its result.',
  }),
  TASK_TIMED_OUT: ({ timeLimitMs }) => ({
    title: 'The time limit was reached',
    whatHappened: `The task was stopped because it did not finish within ${durationText('en', timeLimitMs)}.`,
    whatWasKept: 'What had been finished by then is kept.',
    whatToDo: 'Give it less to do, or run it again at a quieter time.',
  }),
  TASK_INTERRUPTED: () => ({
    title: 'Cut off before the end',
    whatHappened: 'The program or the computer stopped while the task was running.',
    whatWasKept: 'What had been saved by then is kept.',
    whatToDo: 'Run it again. A backup goes on from what is already there.',
  }),
  QUEUE_FULL: ({ queue, limit }) => ({
    title: 'Too much work is waiting',
    whatHappened: `The queue "${queue}" already holds ${limit} tasks, which is its limit.`,
    whatWasKept: 'Everything that waits stays in the queue. The new task was not added.',
    whatToDo: 'Wait for running tasks to finish, or cancel some you do not need, then try again.',
  }),
} satisfies Partial<ErrorTexts>
