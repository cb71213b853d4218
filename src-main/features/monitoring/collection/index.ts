/** Collecting: where figures come from. */
export { type CollectionParts, createCollection } from './create-collection.ts'
export { sealedTokens } from './scrapes/sealed-tokens.ts'
export { CallFigures, type CountedRequest } from './sources/call-figures.ts'
