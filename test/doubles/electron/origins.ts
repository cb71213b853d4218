/** Pages of a scheme of the application are shown under an https origin that exists nowhere. */
const ending = '.test'

/** The address under which Chromium shows a page of the application; foreign addresses stay as they are. */
export function toPageAddress(address: string, schemes: ReadonlySet<string>): string {
  const url = new URL(address)
  const scheme = url.protocol.slice(0, -1)
  if (!schemes.has(scheme)) return address
  return `https://${url.host}.${scheme}${ending}${address.slice(`${scheme}://${url.host}`.length)}`
}

/** The address as the application knows it. */
export function toAppAddress(address: string, schemes: ReadonlySet<string>): string {
  if (address.startsWith('blob:')) return `blob:${toAppAddress(address.slice('blob:'.length), schemes)}`
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'https:' || !url.host.endsWith(ending)) return address
  const parts = url.host.slice(0, -ending.length).split('.')
  const scheme = parts.pop()
  if (scheme === undefined || !schemes.has(scheme)) return address
  return `${scheme}://${parts.join('.')}${address.slice(url.origin.length)}`
}
