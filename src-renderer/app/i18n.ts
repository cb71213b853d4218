import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#shared/contract/identifiers.ts'
import { en, ja } from './locales.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    resources: typeof ja
  }
}

const languageKey = 'kuraban.language'

/** The language this machine used last, else what the browser prefers, else Japanese. */
function startLanguage(): Language {
  const remembered = localStorage.getItem(languageKey)
  if (remembered === 'ja' || remembered === 'en') return remembered
  return navigator.language.startsWith('en') ? 'en' : 'ja'
}

/** Menus, dialogs and notices lie in a landmark of their own, outside of the page. */
function nameOverlays(): void {
  document.getElementById('overlays')?.setAttribute('aria-label', i18next.t('overlays', { ns: 'app' }))
}

/** Sets the language of all screens and remembers it for the next start. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(languageKey, language)
  document.documentElement.lang = language
  if (i18next.language !== language) await i18next.changeLanguage(language)
  nameOverlays()
}

/** The language spoken now. */
export function spokenLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'ja'
}

/** Makes the texts ready; both languages are in the program. */
export async function startTexts(): Promise<void> {
  const language = startLanguage()
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ja',
    ns: Object.keys(ja),
    defaultNS: 'ui',
    resources: { ja, en },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  nameOverlays()
}
