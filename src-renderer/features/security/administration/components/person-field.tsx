import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { User } from '#shared/features/security/values.ts'
import { peopleChoicesQuery } from '../queries.ts'

/** Chooses one person among any number of them: what is typed is looked for by the program. */
export function PersonField(props: {
  readonly label: string
  readonly labelShown?: boolean
  readonly placeholder: string
  readonly description?: string
  readonly value: string | null
  readonly valueName?: string | undefined
  readonly exclude?: readonly string[]
  readonly disabled?: boolean
  readonly onChange: (user: Pick<User, 'id' | 'name'> | null) => void
}) {
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text, 200)
  const query = useQuery(peopleChoicesQuery(wanted === props.valueName ? '' : wanted))
  const people = (query.data?.items ?? []).filter((user) => props.exclude?.includes(user.id) !== true)
  const chosen =
    props.value === null || people.some((user) => user.id === props.value)
      ? []
      : [{ value: props.value, label: props.valueName ?? '…' }]
  return (
    <Select
      w={300}
      searchable
      clearable
      {...(props.labelShown === false ? { 'aria-label': props.label, size: 'xs' } : { label: props.label })}
      description={props.description}
      placeholder={props.placeholder}
      disabled={props.disabled ?? false}
      value={props.value}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      data={[...chosen, ...people.map((user) => ({ value: user.id, label: user.name }))]}
      onChange={(id) => props.onChange(people.find((user) => user.id === id) ?? null)}
    />
  )
}
