import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { emptyRule, faultsOf, type RoleValues, type RuleValues, roleFormSchema, ruleOf } from './role-form.ts'
import classes from './roles.module.css'
import { RuleFields } from './rule-fields.tsx'
import { useRuleText } from './rule-text.ts'

function Reading({ rules }: { readonly rules: readonly RuleValues[] }) {
  const { t } = useTranslation('security')
  const ruleText = useRuleText()
  const complete = rules.filter((rule) => faultsOf(rule).size === 0)
  return (
    <Section title={t('roles.reads')}>
      {complete.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('roles.readsNothing')}
        </Text>
      ) : (
        <ul className={classes.reads}>
          {complete.map((rule) => (
            <li key={JSON.stringify(rule)}>{ruleText(ruleOf(rule))}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** The form of a role of the site, with how it reads in plain words. */
export function RoleEditor(props: {
  readonly initial: RoleValues
  readonly draftKey: string
  readonly label: string
  readonly submitLabel: string
  readonly save: (values: RoleValues) => Promise<void>
}) {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const form = useForm({
    schema: roleFormSchema,
    initial: props.initial,
    draftKey: props.draftKey,
    save: props.save,
  })
  const { rules } = form.values
  const replace = (index: number, rule: RuleValues) =>
    form.set(
      'rules',
      rules.map((one, at) => (at === index ? rule : one)),
    )
  return (
    <FormPage
      form={form}
      wide
      label={props.label}
      submitLabel={props.submitLabel}
      onCancel={() => void navigate({ to: '/security/roles' })}
    >
      <Stack gap="md" maw={640}>
        <TextInput
          label={t('roles.name')}
          description={t('roles.nameHelp')}
          autoComplete="off"
          {...form.text('name')}
        />
        <Textarea
          label={t('roles.description')}
          description={t('roles.descriptionHelp')}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.text('description')}
        />
        <Checkbox
          label={t('roles.twoFactor')}
          description={t('roles.twoFactorHelp')}
          checked={form.values.requiresTwoFactor}
          onChange={(event) => form.set('requiresTwoFactor', event.currentTarget.checked)}
        />
      </Stack>
      <Stack gap="sm">
        <Text fw={600}>{t('roles.rules')}</Text>
        {rules.map((rule, index) => (
          <RuleFields
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity and keep their place
            key={index}
            rule={rule}
            number={index + 1}
            showFaults={form.errorOf('rules') !== undefined}
            onChange={(next) => replace(index, next)}
            onRemove={() =>
              form.set(
                'rules',
                rules.filter((_, at) => at !== index),
              )
            }
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => form.set('rules', [...rules, emptyRule])}
          >
            {t('roles.addRule')}
          </Button>
        </Group>
      </Stack>
      <Reading rules={rules} />
    </FormPage>
  )
}
