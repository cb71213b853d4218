import { Alert, Button, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { checksQuery, incidentQuery } from '../queries.ts'
import classes from './centre.module.css'
import { CentreVerdict } from './centre-verdict.tsx'
import { Mending } from './mending.tsx'
import { Owasp } from './owasp.tsx'
import { SignIns } from './sign-ins.tsx'

function Frozen() {
  const { t } = useTranslation('security')
  const format = useFormat()
  const status = useQuery(incidentQuery()).data
  if (status === undefined || status.signInsFrozenSince === null) return null
  return (
    <Alert variant="default" icon={<StateIcon tone="failed" size={20} />} title={t('centre.frozen')}>
      <Text fz="sm">
        {t('centre.frozenText', { at: format.minute(status.signInsFrozenSince), name: status.frozenBy ?? '…' })}
      </Text>
      <Button
        mt={8}
        size="compact-sm"
        variant="default"
        renderRoot={(props) => <Link to="/security/incident" {...props} />}
      >
        {t('centre.frozenOpen')}
      </Button>
    </Alert>
  )
}

/** What protects this site now? One sentence, what needs mending, the evidence item by item, and who signs in. */
export function CentreScreen() {
  const { t } = useTranslation('security')
  const query = useQuery(checksQuery())
  return (
    <AreaPage
      title={t('area.centre')}
      actions={
        <Button
          variant="default"
          leftSection={<IconAlertOctagon size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/security/incident" {...props} />}
        >
          {t('centre.links.incident')}
        </Button>
      }
    >
      <Frozen />
      <Loaded query={query} heights={[78, 240, 480]}>
        {({ items }) => (
          <>
            <CentreVerdict checks={items} />
            <Mending checks={items} />
            <div className={classes.columns}>
              <Owasp checks={items} />
              <SignIns />
            </div>
          </>
        )}
      </Loaded>
    </AreaPage>
  )
}
