import { useMediaQuery } from '@mantine/hooks'

/** Whether the window has room for the most important columns only; the others are offered in the column menu. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 1199px)', false, { getInitialValueInEffect: false })
}
