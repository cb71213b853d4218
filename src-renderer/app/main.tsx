import './zod-jitless.ts'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import '#renderer/ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { takeEntranceLink } from '#renderer/features/security/index.ts'
import { App } from './app.tsx'
import { startTexts } from './i18n.ts'

const link = takeEntranceLink(window)
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the screens')
await startTexts()
createRoot(root).render(<App link={link} />)
