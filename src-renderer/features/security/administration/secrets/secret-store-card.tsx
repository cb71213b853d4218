import { Alert, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileCertificate, IconRotate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Moment } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge, StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { Letter } from '#shared/features/security/values.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { LetterDialog } from '../components/letter-dialog.tsx'
import { useSecretStoreMutations } from '../mutations.ts'
import { secretStoreQuery } from '../queries.ts'

type Store = Awaited<ReturnType<NonNullable<ReturnType<typeof secretStoreQuery>['queryFn']>>>

const knownSlots = ['keychain', 'safe-storage', 'passphrase', 'passphrase-file', 'key-file', 'recovery-code'] as const

function StoreFacts({ store }: { readonly store: Store }) {
  const { t } = useTranslation('security')
  const slotName = (slot: string) => {
    const known = knownSlots.find((one) => one === slot)
    return known === undefined ? slot : t(`secrets.slot.${known}`)
  }
  return (
    <>
      <Facts
        facts={[
          {
            name: t('secrets.kindName'),
            value: (
              <>
                {t(`secrets.kind.${store.kind}`)}{' '}
                <StateBadge tone={store.weak ? 'warning' : 'good'}>
                  {t(store.weak ? 'secrets.weak' : 'secrets.strong')}
                </StateBadge>
              </>
            ),
          },
          { name: t('secrets.slots'), value: store.slots.map(slotName).join(', ') },
          { name: t('secrets.count'), value: t('secrets.countValue', { count: store.secrets }) },
          {
            name: t('secrets.masterKey'),
            value: store.masterKeyMadeAt === null ? t('secrets.unknown') : <Moment at={store.masterKeyMadeAt} />,
          },
        ]}
      />
      {store.weak ? (
        <Alert variant="default" icon={<StateIcon tone="warning" size={20} />}>
          {t('secrets.weakText')}
        </Alert>
      ) : null}
      {store.slots.length === 1 ? (
        <Alert variant="default" icon={<StateIcon tone="warning" size={20} />}>
          {t('secrets.oneSlot')}
        </Alert>
      ) : null}
    </>
  )
}

function RecoverySheet({ store }: { readonly store: Store }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const report = useFailureNotice()
  const { createRecoverySheet } = useSecretStoreMutations()
  const [asking, ask] = useDisclosure(false)
  const [sheet, setSheet] = useState<Letter | null>(null)
  const made = store.recoverySheetMadeAt
  const make = () =>
    createRecoverySheet.mutate(
      {},
      {
        onSuccess: ({ fileName, text }) => {
          ask.close()
          setSheet({ fileName, text })
        },
        onError: made === null ? report : () => undefined,
      },
    )
  return (
    <Section title={t('secrets.recovery')} description={t('secrets.recoveryText')}>
      <Group gap="sm">
        <StateBadge tone={made === null ? 'warning' : 'good'}>
          {made === null ? t('secrets.recoveryNone') : t('secrets.recoveryMade', { at: format.minute(made) })}
        </StateBadge>
        <GuardedButton
          permission="secrets.manage"
          variant={made === null ? 'filled' : 'default'}
          leftSection={<IconFileCertificate size={16} aria-hidden />}
          loading={createRecoverySheet.isPending}
          onClick={made === null ? make : ask.open}
        >
          {t(made === null ? 'secrets.make' : 'secrets.makeAgain')}
        </GuardedButton>
      </Group>
      <ConfirmDanger
        opened={asking}
        title={t('secrets.makeTitle')}
        lost={[t('secrets.makeLost')]}
        kept={[t('secrets.makeKept')]}
        action={t('secrets.makeAgain')}
        pending={createRecoverySheet.isPending}
        error={createRecoverySheet.error}
        onConfirm={make}
        onClose={() => {
          createRecoverySheet.reset()
          ask.close()
        }}
      />
      <LetterDialog
        letter={sheet}
        title={t('secrets.made')}
        text={t('secrets.madeText')}
        onClose={() => {
          setSheet(null)
          createRecoverySheet.reset()
        }}
      />
    </Section>
  )
}

function RotateMasterKey({ store }: { readonly store: Store }) {
  const { t } = useTranslation('security')
  const { rotateMasterKey } = useSecretStoreMutations()
  const [asking, ask] = useDisclosure(false)
  const confirm = () =>
    rotateMasterKey.mutate(
      {},
      {
        onSuccess: ({ secrets }) => {
          showNotice({ tone: 'good', title: t('secrets.rotated', { count: secrets }) })
          ask.close()
        },
      },
    )
  return (
    <Section title={t('secrets.rotate')} description={t('secrets.rotateText')}>
      <Group>
        <GuardedButton
          permission="secrets.manage"
          variant="default"
          leftSection={<IconRotate size={16} aria-hidden />}
          onClick={ask.open}
        >
          {t('secrets.rotate')}
        </GuardedButton>
      </Group>
      <ConfirmDanger
        opened={asking}
        title={t('secrets.rotateTitle')}
        lost={[t('secrets.rotateLost')]}
        kept={[t('secrets.rotateKept', { count: store.secrets })]}
        action={t('secrets.rotate')}
        pending={rotateMasterKey.isPending}
        error={rotateMasterKey.error}
        onConfirm={confirm}
        onClose={() => {
          rotateMasterKey.reset()
          ask.close()
        }}
      />
    </Section>
  )
}

/** Where the secrets lie, the sheet that opens them when all else is lost, and a new master key. */
export function SecretStoreCards() {
  const { t } = useTranslation('security')
  const query = useQuery(secretStoreQuery())
  return (
    <Loaded query={query} heights={[180, 96, 96]}>
      {(store) => (
        <>
          <Section title={t('secrets.store')}>
            <Text fz="sm" c="dimmed">
              {t('secrets.text')}
            </Text>
            <StoreFacts store={store} />
          </Section>
          <RecoverySheet store={store} />
          <RotateMasterKey store={store} />
        </>
      )}
    </Loaded>
  )
}
