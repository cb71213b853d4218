/** The secret in a sign-in address ("…/#sign-in=SECRET"), or in a text that holds one; null without any. */
export function readSignInSecret(text: string): string | null {
  return /(?:^|#)sign-in=([\w.~-]{1,200})\s*$/.exec(text.trim())?.[1] ?? null
}

/** Takes the secret out of the window's address, so that it stays in no history and no bookmark. */
export function takeSignInSecret(page: Window): string | null {
  const secret = readSignInSecret(page.location.hash)
  if (secret !== null) page.history.replaceState(null, '', page.location.pathname)
  return secret
}
