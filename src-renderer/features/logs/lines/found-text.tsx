import { markedPieces } from './found-words.ts'
import classes from './log-rows.module.css'

/** A text in which the words that were searched for are marked. */
export function FoundText({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  let at = 0
  return markedPieces(text, words).map((piece) => {
    const key = at
    at += piece.text.length
    return piece.isFound ? (
      <mark key={key} className={classes.found}>
        {piece.text}
      </mark>
    ) : (
      <span key={key}>{piece.text}</span>
    )
  })
}
