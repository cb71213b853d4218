import type { ErrorTexts } from '../error-texts.ts'
import { reasonText } from '../words.ts'

export const securityErrorsEn = {
  SIGN_INS_FROZEN: () => ({
    title: 'Signing in is stopped for now',
    whatHappened: 'An administrator has stopped all sign-ins on this site for safety.',
    whatWasKept: 'Data and running backups are as they were.',
    whatToDo: 'Ask an administrator.',
  }),
  SESSION_RESTRICTED: ({ duty }) => ({
    title: duty === 'change-password' ? 'Change your password first' : 'Set up your second factor first',
    whatHappened:
      duty === 'change-password'
        ? 'Until you have chosen a password of your own, this account can do nothing else.'
        : 'Your role asks for a second factor: until it is set up, nothing else can be done.',
    whatToDo: 'Follow the screen; you can go on afterwards.',
  }),
  STEP_UP_REQUIRED: ({ method }) => ({
    title: 'Please confirm that it is you',
    whatHappened: 'This is an important action, so we ask once more who you are.',
    whatWasKept: 'Nothing has been changed yet.',
    whatToDo:
      method === 'two-factor'
        ? 'Enter the code of your authenticator.'
        : method === 'password'
          ? 'Enter your password.'
          : 'Sign out, sign in again, and repeat it.',
  }),
  TWO_FACTOR_CODE_WRONG: ({ attemptsLeft }) => ({
    title: 'The code is wrong',
    whatHappened: 'The code is not right, or it has been used before.',
    whatToDo:
      attemptsLeft > 0
        ? `Enter a new code of your authenticator; ${attemptsLeft} more attempts. Check the clock of the device as well.`
        : 'Begin the sign-in again. If you have lost the device, ask an administrator.',
  }),
  TWO_FACTOR_STATE: ({ state }) => ({
    title: 'The second factor is in another state',
    whatHappened: state === 'on' ? 'The second factor is on already.' : 'The second factor is not on yet.',
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Reload the screen and look at the state before you try again.',
  }),
  TWO_FACTOR_MANDATORY: () => ({
    title: 'The second factor must stay on',
    whatHappened: 'Your role asks for a second factor.',
    whatWasKept: 'It stays on.',
    whatToDo: 'To move to another device, set it up anew. If you have lost the device, ask an administrator.',
  }),
  CHALLENGE_EXPIRED: () => ({
    title: 'The sign-in took too long',
    whatHappened: 'The 5 minutes for the code have passed, or it was wrong too often.',
    whatToDo: 'Sign in again with your name and password.',
  }),
  SINGLE_SIGN_ON_FAILED: ({ reason }) => ({
    title: 'Single sign-on failed',
    whatHappened: `The answer of the identity provider could not be confirmed (${reasonText('en', reason)}).`,
    whatToDo: 'Try again. If it goes on, ask an administrator to check the settings of the connection.',
  }),
  INVITATION_INVALID: () => ({
    title: 'This invitation cannot be used',
    whatHappened: 'It has passed its 7 days, was withdrawn, or was used before.',
    whatToDo: 'Ask the administrator who invited you for a new one.',
  }),
  RESET_INVALID: () => ({
    title: 'This reset code cannot be used',
    whatHappened: 'It has expired, was used before, or was mistyped.',
    whatWasKept: 'The present password is as it was.',
    whatToDo: 'Check what you typed. If it has expired, ask for another reset.',
  }),
  SCOPE_NOT_HELD: ({ permission }) => ({
    title: 'You cannot give a right you do not have',
    whatHappened: `You do not hold the permission ${permission} that the key was to have.`,
    whatWasKept: 'No key was made.',
    whatToDo: 'Leave it out, or ask an administrator who holds it.',
  }),
  APPROVAL_REQUIRED: () => ({
    title: 'Waiting for a second person',
    whatHappened: 'This needs the consent of another administrator. The request has been made.',
    whatWasKept: 'Nothing has been changed yet.',
    whatToDo: 'Once approved it is done by itself. The approvals screen shows its state and lets you withdraw it.',
  }),
  APPROVAL_OWN: () => ({
    title: 'You cannot approve your own request',
    whatHappened: 'Whoever asks and whoever approves must be two people.',
    whatWasKept: 'The request still waits.',
    whatToDo: 'Ask another administrator.',
  }),
  ORIGIN_REFUSED: () => ({
    title: 'A call from another site was refused',
    whatHappened: 'The call did not come from the screens of this program, so it was refused for safety.',
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Use the screens of Kuraban. If you do and see this, tell an administrator the address you opened.',
  }),
  AUDIT_FILE_INVALID: ({ line, reason }) => ({
    title: 'The audit file cannot be read',
    whatHappened: `Line ${line} is not in the form of an audit export (${reason}).`,
    whatToDo: 'Give a file that kuraban audit export wrote, unchanged.',
  }),
  BREAK_GLASS_ALIVE: ({ name, expiresAt }) => ({
    title: 'An emergency way in is still open',
    whatHappened: `The one made for ${name} is good until ${expiresAt}. There is never more than one.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Use the password or code that was given out, or run it again when its time is over.',
  }),
  RECOVERY_CODE_WRONG: () => ({
    title: 'The recovery code is wrong',
    whatHappened: 'The store of secrets could not be opened with this code.',
    whatWasKept: 'What is in the store is as it was.',
    whatToDo: 'Type the code of the newest recovery sheet again. Codes of earlier sheets do not work.',
  }),
  CERTIFICATE_UNUSABLE: ({ path, reason }) => ({
    title: 'The certificate cannot be used',
    whatHappened: `The certificate or key at ${path} could not be loaded (${reason}).`,
    whatWasKept: 'A running server goes on with the certificate it had.',
    whatToDo: 'Check that certificate and key belong together, that both are PEM files, and that they may be read.',
  }),
  MAIL_FAILED: ({ reason }) => ({
    title: 'The mail could not be sent',
    whatHappened: `The mail server did not take it (${reason}).`,
    whatWasKept: 'The letter is kept in the outbox.',
    whatToDo: 'Check the settings of the mail server. In a hurry, print the letter and hand it over.',
  }),
} satisfies Partial<ErrorTexts>
