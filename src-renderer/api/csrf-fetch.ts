const csrfHeader = 'x-csrf-token'
const safeMethods = new Set(['GET', 'HEAD'])

type Fetch = (request: Request, init?: RequestInit) => Promise<Response>

/**
 * Calls that carry the token of the session as the server gave it last. Another tab may have begun a new session since:
 * a refusal brings the token that would have been right, and the call is made once more.
 */
export function csrfFetch(send: Fetch): Fetch {
  let token: string | null = null
  const attempt = async (request: Request, init?: RequestInit) => {
    if (token !== null && !safeMethods.has(request.method)) request.headers.set(csrfHeader, token)
    const response = await send(request, init)
    token = response.headers.get(csrfHeader) ?? token
    return response
  }
  return async (request, init) => {
    const again = request.clone()
    const brought = token
    const response = await attempt(request, init)
    const mayMend = response.status === 403 && token !== brought && !safeMethods.has(request.method)
    return mayMend ? attempt(again, init) : response
  }
}
