import type { ReactNode } from 'react'

/** A column of a table: how a cell looks, and how it reads as plain text in CSV and on the clipboard. */
export interface TableColumn<T> {
  readonly id: string
  readonly header: string
  readonly cell: (row: T) => ReactNode
  readonly text: (row: T) => string
  /** Width in pixels; without it the column takes what is left, at least `minWidth`. */
  readonly width?: number
  readonly minWidth?: number
  readonly align?: 'end'
  /** The server can sort by it. */
  readonly sortable?: boolean
  /** Off until somebody chooses it. */
  readonly hidden?: boolean
  /** Cannot be taken away. */
  readonly fixed?: boolean
}

/** How the server has sorted the rows. */
export interface TableSort {
  readonly columnId: string
  readonly direction: 'ascending' | 'descending'
}

/** Width the columns need at least. */
export function minimumWidth<T>(columns: readonly TableColumn<T>[]): number {
  return columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? 160), 0)
}
