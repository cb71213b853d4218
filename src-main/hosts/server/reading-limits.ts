/** How long and how much a connection may take to say what it wants, in the names that Node gives them. */
export const readingLimits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 72_000,
  /** How often Node looks whether a time is over. */
  connectionsCheckingInterval: 5_000,
}

/** The largest body and the largest message of a socket. */
export const bodyAtMostBytes = 4 * 1024 * 1024
