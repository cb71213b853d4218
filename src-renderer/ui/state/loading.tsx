import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The shape of a page of cards while its content is on the way. */
export function LoadingCards({ heights = [72, 180, 240] }: { readonly heights?: readonly number[] }) {
  const { t } = useTranslation('ui')
  return (
    <Stack gap="md" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes have no identity and never move
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  )
}
