import type { incidentQuery } from '../queries.ts'

/** How things stand while an incident is dealt with. */
export type IncidentStatus = Awaited<ReturnType<NonNullable<ReturnType<typeof incidentQuery>['queryFn']>>>
