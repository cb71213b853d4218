/** Settings that the page of general settings shows as a form; all others are on the page of the configuration. */
export const generalKeys = { siteName: 'site.name', language: 'language', timeZone: 'timeZone' } as const
