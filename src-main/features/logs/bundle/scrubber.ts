import { homedir, hostname, userInfo } from 'node:os'

/** Text that may leave the machine, and how much was taken out of it. */
export interface ScrubbedText {
  readonly text: string
  readonly redactions: number
}

/** Names of this machine that nobody needs to know who helps from outside. */
export interface MachineNames {
  readonly homeFolder: string
  readonly hostName: string
  readonly userName: string
}

const mask = '***'
/** Shorter names stand inside too many words. */
const shortestName = 3
const commonUsers = new Set(['root', 'user', 'admin', 'kuraban', 'system', 'node'])

export function namesOfThisMachine(): MachineNames {
  return { homeFolder: homedir(), hostName: hostname(), userName: userInfo().username }
}

/** Takes out secrets once more, and the names of the machine, of its user and of their folder. */
export class Scrubber {
  readonly #redact: (text: string) => string
  readonly #replacements: readonly (readonly [pattern: RegExp, instead: string])[]

  constructor(redact: (text: string) => string, names: MachineNames) {
    this.#redact = redact
    const { homeFolder, hostName, userName } = names
    const isTelling = userName.length >= shortestName && !commonUsers.has(userName)
    this.#replacements = [
      ...(homeFolder.length >= shortestName ? [[literal(homeFolder), '<home>'] as const] : []),
      ...(hostName.length >= shortestName && hostName !== 'localhost' ? [[word(hostName), '<host>'] as const] : []),
      ...(isTelling ? [[word(userName), '<user>'] as const] : []),
    ]
  }

  scrub(text: string): ScrubbedText {
    const redacted = this.#redact(text)
    let redactions = Math.max(0, occurrences(redacted) - occurrences(text))
    let scrubbed = redacted
    for (const [pattern, instead] of this.#replacements) {
      scrubbed = scrubbed.replace(pattern, () => {
        redactions += 1
        return instead
      })
    }
    return { text: scrubbed, redactions }
  }
}

function occurrences(text: string): number {
  return text.split(mask).length - 1
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Also as it stands inside JSON. */
function literal(text: string): RegExp {
  return new RegExp(`${escaped(JSON.stringify(text).slice(1, -1))}|${escaped(text)}`, 'g')
}

function word(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`, 'giu')
}
