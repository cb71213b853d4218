import { ActionIcon, Group, Stack, TagsInput, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { MatchersField } from '../alerts/matchers/matchers-field.tsx'
import classes from './routes.module.css'
import type { Inhibition } from './routing-values.ts'

/** Which alerts are the cause of which others, so that only the cause is told. */
export function InhibitionCard(props: {
  readonly inhibition: Inhibition
  readonly number: number
  readonly onChange: (inhibition: Inhibition) => void
  readonly onRemove: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { inhibition, number, onChange } = props
  return (
    <fieldset className={classes.card}>
      <legend className={classes.legend}>{t('routes.inhibition', { number })}</legend>
      <Stack gap="md">
        <Group justify="flex-end">
          <Tooltip label={t('routes.removeInhibition', { number })}>
            <ActionIcon aria-label={t('routes.removeInhibition', { number })} onClick={props.onRemove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
        <MatchersField
          label={t('routes.source')}
          value={inhibition.source}
          onChange={(source) => onChange({ ...inhibition, source: [...source] })}
        />
        <MatchersField
          label={t('routes.target')}
          value={inhibition.target}
          onChange={(target) => onChange({ ...inhibition, target: [...target] })}
        />
        <TagsInput
          label={t('routes.equal')}
          description={t('routes.equalHelp')}
          value={inhibition.equal}
          maxTags={10}
          onChange={(equal) =>
            onChange({ ...inhibition, equal: equal.filter((name) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) })
          }
        />
      </Stack>
    </fieldset>
  )
}
