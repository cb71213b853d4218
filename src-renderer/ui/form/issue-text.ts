import type { TFunction } from 'i18next'
import type { z } from 'zod'

/** Says kindly what a field wants, from what the schema found. */
export function issueText(t: TFunction<'ui'>, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small': {
      const minimum = Number(issue.minimum)
      if (issue.origin === 'string') return minimum <= 1 ? t('form.required') : t('form.tooShort', { count: minimum })
      if (issue.origin === 'array' || issue.origin === 'set') return t('form.tooFew', { count: minimum })
      return t('form.tooSmall', { minimum })
    }
    case 'too_big': {
      const maximum = Number(issue.maximum)
      if (issue.origin === 'string') return t('form.tooLong', { count: maximum })
      if (issue.origin === 'array' || issue.origin === 'set') return t('form.tooMany', { count: maximum })
      return t('form.tooLarge', { maximum })
    }
    case 'invalid_type':
      return t('form.required')
    default:
      return t('form.invalid')
  }
}
