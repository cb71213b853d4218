import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { measure, type Selection } from './selection.ts'

/** What is chosen, counted: files with their size, and folders. */
export function useSelectionText(): (selection: Selection) => string {
  const { t } = useTranslation('backup')
  const format = useFormat()
  return (selection) => {
    const { files, bytes, folders } = measure(selection)
    return [
      ...(folders === 0 ? [] : [t('snapshot.browser.chosenFolders', { count: folders })]),
      ...(files === 0 ? [] : [t('snapshot.browser.chosenFiles', { count: files, size: format.bytes(bytes) })]),
    ].join(t('restore.and'))
  }
}
