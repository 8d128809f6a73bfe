import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { TextLink } from '#app/ui/link.tsx'

/** How many residents may vote here; they are confirmed at the counter. */
export function ResidentsBox({ count }: { count: number }) {
  const t = useWords()
  const { frame } = useTown()
  return (
    <section className="grid gap-4" aria-labelledby="residents">
      <h3 id="residents" className="text-2xl font-semibold tracking-tight">
        {t('ballotAdmin.residents')}
      </h3>
      <p className="text-ink-2">{t('ballotAdmin.residentsCount', { count })}</p>
      <p>
        <TextLink to={paths.counter(frame.slug)}>{t('town.nav.counter')}</TextLink>
      </p>
    </section>
  )
}
