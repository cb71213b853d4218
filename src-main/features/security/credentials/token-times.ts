/** How long an access token is good. */
export const accessTokenLifeMs = 10 * 60_000

/** How far the clocks of two machines may differ. */
export const clockLeewayMs = 60_000

/** How long a used refresh token still answers a fresh pair: tabs that refresh at the same moment. */
export const refreshGraceMs = 15_000
