import { Button, Group, Select, Text } from '@mantine/core'
import { IconEye, IconPackageExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { LogPages } from '../log-pages.tsx'
import { useBundleMutations } from '../mutations.ts'
import { chosenOf, toggled } from './bundle-choice.ts'
import { BundleParts } from './bundle-parts.tsx'
import { WrittenBundle } from './written-bundle.tsx'

const stretches = [
  { hours: 1, key: 'hour' },
  { hours: 6, key: 'sixHours' },
  { hours: 24, key: 'day' },
  { hours: 72, key: 'threeDays' },
  { hours: 168, key: 'week' },
  { hours: 720, key: 'month' },
] as const

/** Packs what support needs: first one sees all of it, then takes out what must not leave, then it is written. */
export function BundleScreen() {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const { preview, create } = useBundleMutations()
  const [hours, setHours] = useState(24)
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const look = () => {
    create.reset()
    setWithout(new Set())
    preview.mutate({ hours })
  }
  const content = preview.data
  const chosen = chosenOf(content?.parts ?? [], without)
  return (
    <LogPages here="bundle" description={t('page.bundleText')}>
      <Section title={t('bundle.stretchTitle')} description={t('bundle.stretchText')}>
        <Group gap="xs" align="flex-end">
          <Select
            w={200}
            label={t('bundle.stretch')}
            allowDeselect={false}
            value={String(hours)}
            data={stretches.map(({ hours: value, key }) => ({ value: String(value), label: t(`bundle.hours.${key}`) }))}
            onChange={(value) => {
              setHours(Number(value ?? 24))
              preview.reset()
              create.reset()
            }}
          />
          <Button
            variant={content === undefined ? 'filled' : 'default'}
            leftSection={<IconEye size={16} aria-hidden />}
            loading={preview.isPending}
            onClick={look}
          >
            {t('bundle.look')}
          </Button>
        </Group>
        {preview.error === null ? null : <ErrorPanel error={preview.error} onRetry={look} />}
      </Section>
      {content === undefined ? null : (
        <>
          <BundleParts
            content={content}
            without={without}
            onToggle={(name) => {
              create.reset()
              setWithout((before) => toggled(before, name))
            }}
          />
          <Section title={t('bundle.writeTitle')}>
            <Text fz="sm">
              {t('bundle.summary', {
                count: chosen.parts,
                all: content.parts.length,
                size: format.bytes(chosen.bytes),
                redactions: format.count(chosen.redactions),
              })}
            </Text>
            {create.error === null ? null : <ErrorPanel error={create.error} />}
            {create.data === undefined ? (
              <Group>
                <Button
                  leftSection={<IconPackageExport size={16} aria-hidden />}
                  loading={create.isPending}
                  disabled={chosen.parts === 0}
                  onClick={() => create.mutate({ hours, without: [...without] })}
                >
                  {t('bundle.write')}
                </Button>
              </Group>
            ) : (
              <WrittenBundle bundle={create.data} />
            )}
          </Section>
        </>
      )}
    </LogPages>
  )
}
