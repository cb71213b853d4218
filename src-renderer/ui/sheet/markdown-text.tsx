import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode } from 'react'
import classes from './sheet.module.css'

const known = new Set([
  'space',
  'heading',
  'paragraph',
  'list',
  'hr',
  'code',
  'codespan',
  'strong',
  'br',
  'text',
  'escape',
])

const isKnown = (token: Token): token is MarkedToken => known.has(token.type)

function ListView({ list }: { readonly list: Tokens.List }) {
  const items = list.items.map((item) => (
    <li key={item.raw}>
      {item.task ? <span aria-hidden>☐ </span> : null}
      <All tokens={item.tokens.filter((token) => token.type !== 'checkbox')} />
    </li>
  ))
  const isTasks = list.items.some((item) => item.task)
  return list.ordered ? <ol>{items}</ol> : <ul className={isTasks ? classes.tasks : undefined}>{items}</ul>
}

function drawn(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'space':
      return null
    case 'heading': {
      const Heading = token.depth === 1 ? 'h2' : 'h3'
      return (
        <Heading>
          <All tokens={token.tokens} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          <All tokens={token.tokens} />
        </p>
      )
    case 'strong':
      return (
        <strong>
          <All tokens={token.tokens} />
        </strong>
      )
    case 'list':
      return <ListView list={token} />
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'code':
      return (
        <pre translate="no">
          <code>{token.text}</code>
        </pre>
      )
    case 'codespan':
      return <code translate="no">{token.text}</code>
    case 'text':
      return token.tokens === undefined ? token.text.replaceAll('&nbsp;', '\u00a0') : <All tokens={token.tokens} />
    case 'escape':
      return token.text
    default:
      return token.raw
  }
}

function All({ tokens }: { readonly tokens: readonly Token[] }) {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn whole and its parts never move
    <Fragment key={index}>{isKnown(token) ? drawn(token) : token.raw}</Fragment>
  ))
}

/** Markdown that the program itself writes, drawn as elements: no HTML is ever inserted. */
export function MarkdownText({ markdown }: { readonly markdown: string }) {
  return <All tokens={lexer(markdown)} />
}
