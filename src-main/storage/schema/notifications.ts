/** Letters that go out by mail, or are printed where no mail is sent. */
export interface OutboxTable {
  id: string
  kind: string
  recipient: string
  language: 'ja' | 'en'
  subject: string
  /** The text, encrypted by the column cipher: it may hold a secret. */
  sealedBody: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  lastFailure: string | null
  createdAt: number
  sentAt: number | null
}

export interface NotificationsTables {
  outbox: OutboxTable
}
