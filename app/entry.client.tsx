import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createWords, tFrom } from '#app/i18n/i18n.ts'
import { localeOf } from '#app/i18n/locale.ts'
import { providePlainT } from '#app/i18n/plain.ts'

/** Only the words of the reader's language are loaded. */
async function hydrate() {
  const locale = localeOf(document.documentElement.lang)
  const words =
    locale === 'en' ? (await import('#app/i18n/en/index.ts')).en : (await import('#app/i18n/ru/index.ts')).ru
  const i18n = createWords(locale, words)
  providePlainT(locale, tFrom(i18n, locale))
  startTransition(function hydratePage() {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={i18n}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    )
  })
}

void hydrate()
