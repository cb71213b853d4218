import { useFailureText } from '#renderer/ui/failure/use-failure-text.ts'
import { showNotice } from './notice.tsx'

/** Shows a failure at the corner: for actions that have no place of their own to say it. */
export function useFailureNotice(): (error: unknown) => void {
  const write = useFailureText()
  return (error) => {
    const text = write(error)
    showNotice({ tone: 'failed', title: text.title, text: `${text.whatHappened} ${text.whatToDo}` })
  }
}
