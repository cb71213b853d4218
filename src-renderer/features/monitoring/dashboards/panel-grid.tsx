import type { CSSProperties, HTMLAttributes, ReactNode } from 'react'
import type { Panel } from '#shared/features/monitoring/values.ts'
import classes from './panels.module.css'
import { useOwnText } from './use-own-text.ts'

/** The place of a panel on the page, as wide and high as it says. */
export function PanelFrame(
  props: HTMLAttributes<HTMLElement> & { readonly panel: Panel; readonly children: ReactNode },
) {
  const text = useOwnText()
  const { panel, children, ...rest } = props
  const size = { '--panel-width': panel.width, '--panel-height': panel.height } as CSSProperties
  return (
    <section {...rest} className={classes.panel} style={size} aria-label={text(panel.title, panel.titleEn)}>
      {children}
    </section>
  )
}

/** Panels in rows of twelve columns. */
export function PanelGrid({ children }: { readonly children: ReactNode }) {
  return <div className={classes.grid}>{children}</div>
}
