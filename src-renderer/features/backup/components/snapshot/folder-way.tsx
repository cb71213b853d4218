import { Anchor } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './browser.module.css'

/** The way from the root of a snapshot to the folder one looks at; each step leads back there. */
export function FolderWay({ path, onEnter }: { readonly path: string; readonly onEnter: (path: string) => void }) {
  const { t } = useTranslation('backup')
  const names = path.split('/').filter((name) => name !== '')
  const steps = names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` }))
  return (
    <nav aria-label={t('snapshot.browser.location')}>
      <ol className={classes.way}>
        {[{ name: t('snapshot.browser.root'), path: '/' }, ...steps].map((step, index) => (
          <li key={step.path}>
            {index === 0 ? null : <IconChevronRight size={14} aria-hidden />}
            {index === steps.length ? (
              <span aria-current="location" translate={index === 0 ? undefined : 'no'}>
                {step.name}
              </span>
            ) : (
              <Anchor
                component="button"
                type="button"
                fz="sm"
                translate={index === 0 ? undefined : 'no'}
                onClick={() => onEnter(step.path)}
              >
                {step.name}
              </Anchor>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
