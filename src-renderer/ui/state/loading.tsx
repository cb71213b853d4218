import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './loading.module.css'

/** The shape of a page of cards while its content is on the way. */
export function LoadingCards({ heights = [72, 180, 240] }: { readonly heights?: readonly number[] }) {
  const { t } = useTranslation('ui')
  return (
    <Stack gap="md" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes have no identity and never move
        <div key={index} className={classes.card} style={{ height }}>
          <Skeleton height={14} width="28%" />
          {height > 90 ? <Skeleton height={12} width="64%" /> : null}
          {height > 160 ? <Skeleton flex={1} /> : <Skeleton height={12} width="46%" />}
        </div>
      ))}
    </Stack>
  )
}
