import { useLocalStorage } from '@mantine/hooks'
import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'

const keptAtMost = 30
const historySchema = z.array(z.string().max(5000)).max(keptAtMost).catch([])

/** The questions with one more at the head, each once. */
export function withQuestion(before: readonly string[], expression: string): readonly string[] {
  return [expression, ...before.filter((other) => other !== expression)].slice(0, keptAtMost)
}

function read(text: string | undefined): readonly string[] {
  try {
    return historySchema.parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** What this person has asked in this window before, newest first. */
export function useQueryHistory() {
  const { user } = useSession()
  const [asked, setAsked] = useLocalStorage<readonly string[]>({
    key: `kuraban.queries.${user.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: read,
  })
  return {
    asked,
    add: (expression: string) => setAsked((before) => withQuestion(before, expression)),
    forget: () => setAsked([]),
  }
}
