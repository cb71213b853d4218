/** Filters that a person has kept. */
export interface LogFiltersTable {
  id: string
  userId: string
  name: string
  filter: string
  createdAt: number
}

export interface LogsTables {
  logFilters: LogFiltersTable
}
