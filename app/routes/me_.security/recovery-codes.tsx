import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'

/** The recovery codes, on the one page that ever shows them. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = usePageWords()
  return (
    <Card as="section" aria-labelledby="recovery-title" className="grid gap-4">
      <h2 id="recovery-title" className="text-xl font-semibold">
        {t('security.recoveryTitle')}
      </h2>
      <p>{t('security.recoveryOnce')}</p>
      <ul
        data-recovery=""
        className="grid grid-cols-1 gap-x-6 gap-y-2 font-mono text-lg tabular-nums min-[26rem]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <ButtonLink href={paths.security()} variant="secondary" className="justify-self-start">
        {t('security.recoveryDone')}
      </ButtonLink>
    </Card>
  )
}
