import { z } from 'zod'
import { passwordLimits } from '#shared/features/security/values.ts'

/** Characters as the policy counts them: after normalisation, by code point. */
export function passwordLength(password: string): number {
  return [...password.normalize('NFKC')].length
}

/** How many characters a password must have at least; a second factor makes up for some. */
export function minimumPasswordLength(hasTwoFactor: boolean): number {
  return hasTwoFactor ? passwordLimits.minimumLengthWithTwoFactor : passwordLimits.minimumLength
}

/** A new password as a form can check it; the rest of the policy is the program's. */
export const newPasswordOf = (minimum: number) =>
  z.string().superRefine((password, context) => {
    const length = passwordLength(password)
    if (length < minimum) context.addIssue({ code: 'too_small', origin: 'string', minimum, input: password })
    if (length > passwordLimits.maximumLength)
      context.addIssue({ code: 'too_big', origin: 'string', maximum: passwordLimits.maximumLength, input: password })
  })

/** A new password of somebody without a second factor, or of whom it is not known. */
export const newPasswordSchema = newPasswordOf(passwordLimits.minimumLength)
