import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { createT } from '#app/i18n/i18n.ts'
import { type Locale, localeOf } from '#app/i18n/locale.ts'
import { providePlainT } from '#app/i18n/plain.ts'
import { WordsContext } from '#app/i18n/use-words.ts'

/** Only the words of the reader's language are loaded, and the staff's only for the staff. */
async function loadWords(locale: Locale, isStaff: boolean) {
  const [{ publicWords }, staff] =
    locale === 'en'
      ? await Promise.all([import('#app/i18n/en/public.ts'), isStaff && import('#app/i18n/en/staff.ts')])
      : await Promise.all([import('#app/i18n/ru/public.ts'), isStaff && import('#app/i18n/ru/staff.ts')])
  if (!staff) return publicWords
  return { ...publicWords, ...staff, refusals: { ...publicWords.refusals, ...staff.staffRefusals } }
}

async function hydrate() {
  const { lang, dataset } = document.documentElement
  const locale = localeOf(lang)
  const t = createT(locale, await loadWords(locale, dataset.staff === ''))
  providePlainT(locale, t)
  startTransition(function hydratePage() {
    hydrateRoot(
      document,
      <StrictMode>
        <WordsContext.Provider value={{ t, locale }}>
          <RemixBrowser />
        </WordsContext.Provider>
      </StrictMode>,
      { onRecoverableError },
    )
  })
}

/** A part whose scripts are still on their way is drawn anew when the page changes before they come (React's 421): as meant. */
function onRecoverableError(error: unknown) {
  if (!/#421|before it finished hydrating/.test(String(error))) reportError(error)
}

/** What was kept without a network goes out from whatever page is open; who keeps nothing loads nothing. */
function sendWhatWaits() {
  try {
    if (!localStorage.getItem('sreda-outbox')) return
  } catch {
    return
  }
  const send = () => void import('#app/offline/outbox.ts').then(({ sendAllKept }) => sendAllKept())
  addEventListener('online', send)
  send()
}

void hydrate()
sendWhatWaits()
