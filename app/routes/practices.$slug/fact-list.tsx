import { bySection, isWebAddress } from '#app/domain/practices.ts'
import type { WordTree } from '#app/i18n/i18n.ts'
import { formatPartialDate } from '#app/i18n/partial-date.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import type { FactView } from '#app/practice-view.server.ts'
import { TextLink } from '#app/ui/link.tsx'

/** A case in its sections, each fact with who says it; a section that nobody knows anything of says so. */
export function FactList({ facts, words }: { facts: FactView[]; words: WordTree }) {
  const t = useServedWords(words)
  return (
    <div className="mt-10 grid max-w-4xl gap-10">
      {bySection(facts).map(({ section, facts: told }) => (
        <section key={section} aria-labelledby={`section-${section}`}>
          <h2 id={`section-${section}`} className="text-2xl font-semibold tracking-tight">
            {t(`served.practices.sections.${section}`)}
          </h2>
          {told.length === 0 ? (
            <p className="mt-3 text-ink-2">{t('served.practices.unknownSection')}</p>
          ) : (
            <dl className="mt-2">
              {told.map((fact, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: facts have no name of their own and never move
                <Fact key={i} fact={fact} words={words} />
              ))}
            </dl>
          )}
        </section>
      ))}
    </div>
  )
}

function Fact({ fact, words }: { fact: FactView; words: WordTree }) {
  const t = useServedWords(words)
  const locale = useLocale()
  const { label, value, happened, source, sourceAddress, sourceDate } = fact
  return (
    <div className="grid gap-1 border-b border-line py-4 sm:grid-cols-[14rem_minmax(0,1fr)] sm:gap-6">
      <dt className="font-[560]">
        {label}
        {happened && (
          <span className="block text-sm font-normal text-ink-2">{formatPartialDate(happened, locale)}</span>
        )}
      </dt>
      <dd className="grid min-w-0 gap-1">
        <p className={value ? 'text-lg' : 'text-ink-2 italic'}>{value || t('served.practices.unknown')}</p>
        <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
          {t('served.practices.sourceOf', { source })}
          {'; '}
          {sourceAddress && (
            <>
              {isWebAddress(sourceAddress) ? (
                <TextLink href={sourceAddress} rel="nofollow noreferrer">
                  {sourceAddress}
                </TextLink>
              ) : (
                sourceAddress
              )}
              {'; '}
            </>
          )}
          {sourceDate
            ? t('served.practices.dated', { date: formatPartialDate(sourceDate, locale) })
            : t('served.practices.undated')}
        </p>
      </dd>
    </div>
  )
}
