import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PathText } from '#renderer/ui/format/path-text.tsx'
import { type Format, useFormat } from '#renderer/ui/format/use-format.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import classes from './progress-panel.module.css'

/** Share done between 0 and 1, by bytes where known, else by files; null while the total is unknown. */
export function shareDone(progress: ExecutionProgress): number | null {
  if (progress.totalBytes !== null && progress.totalBytes > 0 && progress.doneBytes !== null)
    return Math.min(1, progress.doneBytes / progress.totalBytes)
  if (progress.totalFiles !== null && progress.totalFiles > 0 && progress.doneFiles !== null)
    return Math.min(1, progress.doneFiles / progress.totalFiles)
  return null
}

function pair(done: number | null, total: number | null, write: (value: number) => string): string | null {
  if (done === null) return null
  return total === null ? write(done) : `${write(done)} / ${write(total)}`
}

function figuresOf(progress: ExecutionProgress, format: Format) {
  return {
    files: pair(progress.doneFiles, progress.totalFiles, format.count),
    bytes: pair(progress.doneBytes, progress.totalBytes, format.bytes),
    rate: progress.bytesPerSecond === null ? null : format.rate(progress.bytesPerSecond),
    remaining: progress.remainingMs === null ? null : format.duration(progress.remainingMs),
  }
}

/** Long work as it goes: share, figures, rate, remaining time, what is worked on, and a way to stop it. */
export function ProgressPanel(props: {
  readonly label: string
  readonly phase?: string | undefined
  readonly progress: ExecutionProgress | null
  readonly onCancel?: (() => void) | undefined
  readonly cancelling?: boolean
}) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const { progress } = props
  const share = progress === null ? null : shareDone(progress)
  const figures = progress === null ? null : figuresOf(progress, format)
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text fz="sm" fw={500}>
          {share === null ? t('progress.measuring') : format.share(share)}
          {props.phase === undefined ? '' : ` · ${props.phase}`}
        </Text>
        {props.onCancel === undefined ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            onClick={props.onCancel}
            loading={props.cancelling ?? false}
          >
            {t('progress.cancel')}
          </Button>
        )}
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          withAria={false}
          role="progressbar"
          value={share === null ? 100 : share * 100}
          animated={share === null}
          striped={share === null}
          color="var(--state-running-mark)"
          aria-label={props.label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={share === null ? undefined : Math.round(share * 100)}
          aria-valuetext={share === null ? t('progress.measuring') : format.share(share)}
        />
      </Progress.Root>
      {figures === null ? null : (
        <dl className={classes.figures}>
          {(['files', 'bytes', 'rate', 'remaining'] as const).map((key) =>
            figures[key] === null ? null : (
              <div key={key}>
                <dt>{t(`progress.${key}`)}</dt>
                <dd>{figures[key]}</dd>
              </div>
            ),
          )}
        </dl>
      )}
      {progress === null || progress.current === null ? null : (
        <div className={classes.current}>
          <PathText path={progress.current} />
        </div>
      )}
    </Stack>
  )
}
