/** How a person comes back from the provider: the host of the program decides. */
export type ReturnWay =
  /** A page of ours under a fixed address posts the answer. */
  | { readonly kind: 'page'; readonly redirectUri: string }
  /** The browser of the machine is sent there and comes back to a listener of this process. */
  | { readonly kind: 'browser'; listen(state: string): Promise<Returning>; openAddress(address: string): Promise<void> }

/** One return that is waited for. */
export interface Returning {
  readonly redirectUri: string
  /** The address the browser came back to; null when it did not come in time. */
  readonly answer: Promise<string | null>
  close(): void
}

/** Path of the address providers send people back to. */
export const returnPath = '/sign-in/callback'
