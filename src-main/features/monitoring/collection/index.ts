/** Collecting: where figures come from. */
export { type Collection, type CollectionParts, createCollection } from './create-collection.ts'
export type { CollectionPorts, CollectionSettings } from './ports.ts'
export { CallFigures, type CountedCall, type CountedRequest } from './sources/call-figures.ts'
