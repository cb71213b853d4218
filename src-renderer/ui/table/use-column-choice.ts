import { useLocalStorage } from '@mantine/hooks'
import type { TableColumn } from './column.ts'

/** Which columns a person wants to see in a table, remembered on this machine. */
export function useColumnChoice<T>(storageKey: string, columns: readonly TableColumn<T>[]) {
  const [choice, setChoice] = useLocalStorage<Record<string, boolean>>({
    key: `kuraban.columns.${storageKey}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const shown = (column: TableColumn<T>) => column.fixed === true || (choice[column.id] ?? column.hidden !== true)
  return {
    visible: columns.filter(shown),
    isShown: shown,
    toggle: (column: TableColumn<T>) => setChoice((before) => ({ ...before, [column.id]: !shown(column) })),
    reset: () => setChoice({}),
  }
}
