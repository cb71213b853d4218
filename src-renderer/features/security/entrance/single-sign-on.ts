const place = 'kuraban.single-sign-on'

/** Keeps what ties the answer of a provider to this window, while the browser is at the provider's. */
export function keepBinding(binding: string): void {
  sessionStorage.setItem(place, binding)
}

/** What was kept, once; null in a window that never asked. */
export function takeBinding(): string | null {
  const binding = sessionStorage.getItem(place)
  sessionStorage.removeItem(place)
  return binding
}
