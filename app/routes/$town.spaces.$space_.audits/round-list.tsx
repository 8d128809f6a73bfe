import { SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { TextLink } from '#app/ui/link.tsx'

interface Props {
  rounds: { id: string; name: string; kind: string; dates: string; answers: string | null }[]
  chosen: string | null
}

/** When the space was rated; those with enough answers lead to what was answered. */
export function RoundList({ rounds, chosen }: Props) {
  const t = usePageWords()
  return (
    <section aria-labelledby="rounds" className="grid gap-3">
      <h2 id="rounds" className="text-2xl font-semibold tracking-tight">
        {t('served.study.audit.rounds')}
      </h2>
      <ul className="grid gap-3">
        {rounds.map(({ id, name, kind, dates, answers }) => (
          <li key={id} className="grid gap-0.5">
            <span>
              {answers && id !== chosen ? (
                <TextLink to={`?round=${id}`}>{name}</TextLink>
              ) : (
                <strong className="font-[600]">{name}</strong>
              )}
              {' · '}
              {kind}
            </span>
            <span className="text-sm text-ink-2">
              {dates} · {answers ?? t('served.study.audit.tooFew', { least: SMALLEST_GROUP })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
