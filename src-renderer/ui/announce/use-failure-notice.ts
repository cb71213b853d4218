import { use } from 'react'
import { toneOf } from '#renderer/ui/failure/failure.ts'
import { FailureActions } from '#renderer/ui/failure/failure-action.ts'
import { useFailureText } from '#renderer/ui/failure/use-failure-text.ts'
import { showNotice } from './notice.tsx'

/** Shows a failure at the corner: for actions that have no place of their own to say it. */
export function useFailureNotice(): (error: unknown) => void {
  const write = useFailureText()
  const actionOf = use(FailureActions)
  return (error) => {
    const text = write(error)
    const action = actionOf(text.failure)
    showNotice({
      tone: toneOf(text.failure),
      title: text.title,
      text: `${text.whatHappened} ${text.whatToDo}`,
      ...(action === null ? {} : { action }),
    })
  }
}
