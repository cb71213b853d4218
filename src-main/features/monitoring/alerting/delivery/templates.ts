import {
  expandMessage,
  parseMessageTemplate,
  TemplateExecutionError,
  TemplateSyntaxError,
} from '#main/engine/rules/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import { ChannelFailure } from './channel-failure.ts'
import type { AlertMessage } from './message.ts'
import { templateData } from './message-data.ts'

/** Fills a template in for a message; one that cannot be filled in is a failure that will not pass. */
export async function filledIn(text: string, message: AlertMessage): Promise<string> {
  try {
    return await expandMessage(parseMessageTemplate(text), templateData(message))
  } catch (cause) {
    throw new ChannelFailure(`template: ${cause instanceof Error ? cause.message : 'unreadable'}`, true, { cause })
  }
}

/** Refuses a template with TEMPLATE_INVALID that cannot be read, or not be filled in for such a message. */
export async function checkTemplate(field: string, text: string, example: AlertMessage): Promise<void> {
  try {
    await expandMessage(parseMessageTemplate(text), templateData(example))
  } catch (cause) {
    if (cause instanceof TemplateSyntaxError) throw invalid(field, cause, placeOf(text, cause.offset))
    if (cause instanceof TemplateExecutionError) throw invalid(field, cause, { line: 1, column: 1 })
    throw cause
  }
}

function invalid(field: string, cause: Error, place: { readonly line: number; readonly column: number }): AppError {
  return new AppError('TEMPLATE_INVALID', { field, ...place, reason: cause.message }, { cause })
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
