import type { AlertMessage } from './message.ts'
import { linkOf } from './message-text.ts'

const colours = { critical: '#c62828', warning: '#ef8e19', info: '#1976d2', none: '#757575' } as const
const resolvedColour = '#2e7d32'
const longestText = 8000

/** The body of a Slack-compatible webhook. What alerts say is text and nothing else: no mentions, no links of its own. */
export function slackBody(channel: string, message: AlertMessage, text: string) {
  const link = linkOf(message)
  return {
    ...(channel === '' ? {} : { channel }),
    text: escaped(`[Kuraban ${message.environment}] ${message.title}`),
    attachments: [
      {
        color: message.status === 'resolved' ? resolvedColour : colours[message.severity],
        fallback: escaped(message.title),
        text: escaped(text).slice(0, longestText),
        ts: Math.floor(message.at.getTime() / 1000),
        ...(link === '' ? {} : { title: escaped(message.title), title_link: link }),
      },
    ],
  }
}

/** By the rule of Slack for the three signs that mean something to it. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
