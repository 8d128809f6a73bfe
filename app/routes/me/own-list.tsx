import { DECISION_TONE } from '#app/contribution-card.tsx'
import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import type { MeData } from './route.tsx'

/** What became of each thing that the person has sent. */
export function OwnList({ own, locale }: Pick<MeData, 'own' | 'locale'>) {
  const t = usePageWords()
  return (
    <section aria-label={t('me.title')} className="grid content-start gap-3">
      {own.length === 0 && <EmptyState title={t('mePage.empty')}>{t('mePage.emptyText')}</EmptyState>}
      <ul className="grid gap-3">
        {own.map((row) => (
          <Card as="li" key={row.id} padding="sm" className="grid gap-2">
            <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
              <KindMark kind={row.kind} size="sm" label={t(`kinds.${row.kind}`)} />
              <span>{t('common.numberSign', { number: row.number })}</span>
              <span>{row.town}</span>
              <span>{formatDate(row.createdAt, locale, row.timeZone)}</span>
            </p>
            <h2 className="text-lg font-semibold">
              <CardLink to={paths.contribution(row.townSlug, row.number)}>{row.title}</CardLink>
            </h2>
            <p className="flex flex-wrap items-center gap-3 text-sm">
              <Badge
                tone={
                  row.visibility === 'published' ? 'leaf' : row.visibility === 'hidden' ? 'brick' : 'ochre'
                }
              >
                {t(`mePage.visibility.${row.visibility}`)}
              </Badge>
              <span>{t('card.supports', { count: row.supports, formatted: row.supports })}</span>
              {row.decision ? (
                <Badge tone={DECISION_TONE[row.decision]}>
                  {t('mePage.answered')}: {t(`decisions.${row.decision}`)}
                </Badge>
              ) : (
                <span className="text-ink-2">{t(`statuses.${row.status}`)}</span>
              )}
            </p>
          </Card>
        ))}
      </ul>
    </section>
  )
}
