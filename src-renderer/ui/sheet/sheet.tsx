import type { ReactNode } from 'react'
import { MarkdownText } from './markdown-text.tsx'
import classes from './sheet.module.css'

/** Paper on the screen: what it holds is all that is printed, on a page or in a dialog. */
export function Sheet({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <article className={classes.sheet} data-print aria-label={label}>
      {children}
    </article>
  )
}

/** A sheet written in the program's own Markdown. */
export function MarkdownSheet({ label, markdown }: { readonly label: string; readonly markdown: string }) {
  return (
    <Sheet label={label}>
      <MarkdownText markdown={markdown} />
    </Sheet>
  )
}

/** A sheet of plain text, with its lines as they are. */
export function TextSheet({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <Sheet label={label}>
      <div className={classes.plain}>{text}</div>
    </Sheet>
  )
}
