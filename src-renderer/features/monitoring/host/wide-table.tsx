import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

/** A table that is moved sideways, also by keys, where there is too little room for it. */
export function WideTable(props: { readonly label: string; readonly minWidth: number; readonly children: ReactNode }) {
  return (
    <Table.ScrollContainer
      minWidth={props.minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': props.label } }}
    >
      <Table fz="sm" verticalSpacing={6}>
        {props.children}
      </Table>
    </Table.ScrollContainer>
  )
}
