import type { ErrorTexts } from '../error-texts.ts'
import { reasonText } from '../words.ts'

export const monitoringErrorsEn = {
  LIMIT_REACHED: ({ limit }) => ({
    title: 'No more can be added',
    whatHappened: `At most ${limit} can be kept.`,
    whatWasKept: 'Everything there is stays as it is.',
    whatToDo: 'Remove what is not used any more, then add it again.',
  }),
  QUERY_INVALID: ({ line, column, reason }) => ({
    title: 'The expression cannot be read',
    whatHappened: `Line ${line}, column ${column} cannot be read (${reason}).`,
    whatToDo: 'Correct it at that place.',
  }),
  QUERY_FAILED: ({ reason }) => ({
    title: 'The expression cannot be worked out',
    whatHappened: `It stopped half-way (reason: ${reasonText('en', reason)}).`,
    whatToDo: 'Narrow down what it asks for, or correct it.',
  }),
  QUERY_TOO_LARGE: ({ limit }) => ({
    title: 'That is too much at once',
    whatHappened: `One calculation may read ${limit.toLocaleString('en')} samples.`,
    whatToDo: 'Choose a shorter time or narrow it down by labels.',
  }),
  RULE_FILE_INVALID: ({ file, line, column, reason }) => ({
    title: 'The rule file has a mistake',
    whatHappened: `${file}, line ${line}, column ${column} cannot be read (${reason}).`,
    whatWasKept: 'The earlier rules stay in force.',
    whatToDo: 'Correct it at that place and save it again.',
  }),
  RULE_NOT_TUNABLE: ({ rule }) => ({
    title: 'This rule has no number to tune',
    whatHappened: `The expression of "${rule}" is no comparison with a number.`,
    whatWasKept: 'The rule is unchanged.',
    whatToDo: 'Replace the expression itself.',
  }),
  TEMPLATE_INVALID: ({ field, line, column, reason }) => ({
    title: 'The template has a mistake',
    whatHappened: `${field}, line ${line}, column ${column} cannot be read (${reason}).`,
    whatWasKept: 'Nothing was saved.',
    whatToDo: 'Correct it at that place.',
  }),
  ADDRESS_REFUSED: ({ host }) => ({
    title: 'Nothing can be sent to this address',
    whatHappened: `${host} is an address of an inside network.`,
    whatWasKept: 'Nothing was sent.',
    whatToDo: 'Name an outside address, or allow inside addresses and save again.',
  }),
  CHANNEL_FAILED: ({ reason }) => ({
    title: 'The notification was not delivered',
    whatHappened: `The other side did not take it (reason: ${reasonText('en', reason)}).`,
    whatToDo: 'Check the address, the credentials and whether the service is up.',
  }),
  HEARTBEAT_UNKNOWN: () => ({
    title: 'This report is not accepted',
    whatHappened: 'The token it came with is not known.',
    whatToDo: 'Make a new token on the monitoring screen and give it to whoever reports.',
  }),
  LOG_FILE_UNREADABLE: ({ path, reason }) => ({
    title: 'The log file cannot be read',
    whatHappened: `${path} could not be read (reason: ${reasonText('en', reason)}).`,
    whatToDo: 'Check where the file is, who may read it and what format it has.',
  }),
} satisfies Partial<ErrorTexts>
