/** The mail server as the settings have it at this moment. */
export interface MailSettings {
  /** Empty where no mail is sent. */
  readonly host: string
  readonly port: number
  readonly encryption: 'starttls' | 'tls' | 'none-on-loopback-only'
  /** Empty where the server takes mail from anybody. */
  readonly user: string
  /** Empty: the one in the secret store. */
  readonly password: string
  readonly from: string
  /** PEM file of an authority trusted besides the public ones; empty for none. */
  readonly caFile: string
}

/** Whether mail can be sent: never in the clear to another machine. */
export function isMailConfigured({ host, from, encryption }: MailSettings): boolean {
  return host !== '' && from !== '' && (encryption !== 'none-on-loopback-only' || isLoopback(host))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
