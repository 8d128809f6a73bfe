import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import type { FilterData } from './filter-form.tsx'

/** On paper, where there are no forms: how many there are, what was asked for and in which order, in words. */
export function PrintedFilter({ data }: { data: FilterData }) {
  const t = useWords()
  const { locale } = useTown()
  const { filter, counts, processes, spaces, categories } = data
  const nameOf = (list: { slug: string; title?: string; name?: string }[], slug: string | null) => {
    const found = list.find((one) => one.slug === slug)
    return found?.title ?? found?.name ?? slug
  }
  const asked: [name: string, value: string | null | undefined | false][] = [
    [t('filter.text'), filter.text],
    [t('filter.phase'), filter.phase && t(`phases.${filter.phase}`)],
    [t('filter.process'), nameOf(processes, filter.process)],
    [t('filter.space'), nameOf(spaces, filter.space)],
    [t('filter.kind'), filter.kind.map((kind) => t(`kinds.${kind}`)).join(', ')],
    [
      t('filter.category'),
      filter.category.map((id) => categories.find((row) => row.id === id)?.name ?? id).join(', '),
    ],
    [t('filter.status'), filter.status.map((status) => t(`statuses.${status}`)).join(', ')],
    [t('filter.sort'), t(`filter.sorts.${filter.sort}`)],
  ]
  return (
    <div className="hidden print:block" data-printed-filter="">
      <p className="font-semibold">
        {t('town.found', { count: counts.all, formatted: formatNumber(counts.all, locale) })}
      </p>
      <p>
        {asked
          .filter(([, value]) => value)
          .map(([name, value]) => `${name}: ${value}`)
          .join('; ')}
      </p>
    </div>
  )
}
