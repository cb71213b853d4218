import { Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { IconBookmark, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { filterToKeep, type LogSearch, searchOfFilter } from '../log-search.ts'
import { useFilterMutations } from '../mutations.ts'
import { keptFiltersQuery } from '../queries.ts'

function KeepForm({ search, onDone }: { readonly search: LogSearch; readonly onDone: () => void }) {
  const { t } = useTranslation('logs')
  const { save } = useFilterMutations()
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    save.mutate(
      { name: name.trim(), filter: filterToKeep(search) },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('kept.done', { name: name.trim() }) })
          onDone()
        },
      },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('kept.name')}
          description={t('kept.nameHelp')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.error === null ? null : <ErrorPanel error={save.error} />}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('kept.keep')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Filters that were kept under a name: takes one, keeps the present one, forgets one. */
export function KeptFilters(props: { readonly search: LogSearch; readonly onApply: (search: LogSearch) => void }) {
  const { t } = useTranslation('logs')
  const { data } = useQuery(keptFiltersQuery())
  const { remove } = useFilterMutations()
  const report = useFailureNotice()
  const [isKeeping, setIsKeeping] = useState(false)
  const items = data?.items ?? []
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} aria-hidden />}>
            {t('kept.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.length === 0 ? <Menu.Label>{t('kept.none')}</Menu.Label> : null}
          {items.map(({ id, name, filter }) => (
            <Menu.Item key={id} onClick={() => props.onApply(searchOfFilter(filter, props.search))}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsKeeping(true)}>
            {t('kept.keepThis')}
          </Menu.Item>
          {items.length === 0 ? null : <Menu.Divider />}
          {items.map(({ id, name }) => (
            <Menu.Item
              key={id}
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => remove.mutate({ id }, { onError: report })}
            >
              {t('kept.forget', { name })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isKeeping}
        onClose={() => setIsKeeping(false)}
        title={t('kept.keepThis')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <KeepForm search={props.search} onDone={() => setIsKeeping(false)} />
      </Modal>
    </>
  )
}
