import type { ErrorTexts } from '../error-texts.ts'
import { durationText } from '../figures.ts'

export const accessErrorsEn = {
  UNAUTHENTICATED: () => ({
    title: 'Please sign in',
    whatHappened: 'You are not signed in, so this cannot be done.',
    whatToDo: 'Sign in and try again.',
  }),
  SESSION_EXPIRED: ({ reason }) => ({
    title: 'Please sign in again',
    whatHappened:
      reason === 'idle'
        ? 'You were signed out for safety because nothing had happened for a while.'
        : 'You were signed out because the longest time of one session has passed.',
    whatWasKept: 'What you were typing is still on this screen. Running work goes on.',
    whatToDo: 'Sign in again to go on where you were.',
  }),
  SIGN_IN_FAILED: ({ retryAfterSeconds }) => ({
    title: 'Sign-in failed',
    whatHappened: 'The user name or the password is wrong.',
    whatToDo:
      retryAfterSeconds > 0
        ? `Check what you typed and try again in ${durationText('en', retryAfterSeconds * 1000)}.`
        : 'Check what you typed and try again. If you have forgotten the password, ask an administrator.',
  }),
  SIGN_IN_LINK_INVALID: () => ({
    title: 'This sign-in link cannot be used',
    whatHappened: 'The link has passed its 60 seconds, or it was used before.',
    whatToDo: 'Start the program again for a new link, or sign in with your name and password.',
  }),
  FORBIDDEN: ({ permission }) => ({
    title: 'You do not have the right to do this',
    whatHappened: `Your role does not include the permission needed (${permission}).`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'If you need it, ask an administrator to change your role.',
  }),
  RATE_LIMITED: ({ limit, retryAfterSeconds }) => ({
    title: 'Too many requests',
    whatHappened: `The limit of ${limit} in a short time has been reached.`,
    whatWasKept: 'This request was not carried out.',
    whatToDo: `Wait ${durationText('en', retryAfterSeconds * 1000)} and try again.`,
  }),
  SETUP_REQUIRED: () => ({
    title: 'The first set-up has not been done',
    whatHappened: 'There is no administrator yet, so this cannot be done.',
    whatToDo: 'Follow the screen to create the first administrator.',
  }),
  SETUP_DONE: () => ({
    title: 'The first set-up has been done already',
    whatHappened: 'There is an administrator already.',
    whatWasKept: 'Users and settings are as they were.',
    whatToDo: 'Sign in. To add a user, ask an administrator.',
  }),
  PASSWORD_TOO_SHORT: ({ minimumLength }) => ({
    title: 'The password is too short',
    whatHappened: `A password needs at least ${minimumLength} characters.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'A few unrelated words in a row make a password that is long, strong and easy to remember.',
  }),
  PASSWORD_TOO_LONG: ({ maximumLength }) => ({
    title: 'The password is too long',
    whatHappened: `A password may have at most ${maximumLength} characters.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Make it shorter and try again.',
  }),
  PASSWORD_COMMON: () => ({
    title: 'This password is easily guessed',
    whatHappened: 'It is a widely used password or contains words that are easy to guess.',
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Choose another one, made of words that have nothing to do with each other.',
  }),
  PASSWORD_WRONG: () => ({
    title: 'The current password is wrong',
    whatHappened: 'The password you entered to confirm does not match the one on record.',
    whatWasKept: 'Your password has not changed.',
    whatToDo: 'Check what you typed and try again.',
  }),
  LAST_ADMINISTRATOR: () => ({
    title: 'The last administrator must stay',
    whatHappened: 'Nobody would be administrator any more, so this user cannot be removed, disabled or demoted.',
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Make somebody else an administrator first.',
  }),
} satisfies Partial<ErrorTexts>
