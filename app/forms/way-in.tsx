import { useLocation } from '@remix-run/react'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'

/** Beside a refusal that signing in or a consent would mend: the link there, in a new tab, so that the form stays. */
export function WayIn({ code }: { code: string | null | undefined }) {
  const t = useWords()
  const { pathname } = useLocation()
  if (code === 'person.not-signed-in') {
    return (
      <TextLink href={paths.signIn(pathname)} target="_blank">
        {t('common.signIn')}
      </TextLink>
    )
  }
  if (code === 'person.no-consent') {
    return (
      <TextLink href={paths.consent(pathname)} target="_blank">
        {t('consent.title')}
      </TextLink>
    )
  }
  return null
}
