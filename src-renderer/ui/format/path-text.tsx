import { Tooltip } from '@mantine/core'
import { visibleText } from '#shared/contract/visible-text.ts'
import classes from './path-text.module.css'

/** A path that may be long: the folders give way first, the last name stays readable, the whole path shows on hover. */
export function PathText(props: { readonly path: string }) {
  const path = visibleText(props.path)
  const cut = Math.max(path.lastIndexOf('/', path.length - 2), path.lastIndexOf('\\', path.length - 2)) + 1
  return (
    <Tooltip label={path} multiline maw={560}>
      <span className={classes.path} translate="no">
        <span className={classes.folder}>{path.slice(0, cut)}</span>
        <span className={classes.name}>{path.slice(cut)}</span>
      </span>
    </Tooltip>
  )
}
