import { Form } from '@remix-run/react'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { EntryData } from './load.server.ts'

/** What may be about the same, near by. */
export function SimilarNear({ entry }: { entry: EntryData }) {
  const t = useWords()
  const { frame, locale } = useTown()
  return (
    <section aria-labelledby="similar" className="grid gap-2">
      <h2 id="similar" className="text-xl font-semibold">
        {t('desk.entry.similar')}
      </h2>
      {entry.similar.length === 0 && <p className="text-ink-2">{t('desk.entry.similarEmpty')}</p>}
      <ul className="grid gap-2">
        {entry.similar.map((other) => (
          <li key={other.number}>
            <TextLink to={paths.contribution(frame.slug, other.number)}>
              {t('common.numberSign', { number: other.number })} <span lang="ru">{other.title}</span>
            </TextLink>{' '}
            <span className="text-sm text-ink-2">
              {t('card.supports', {
                count: other.supports,
                formatted: formatNumber(other.supports, locale),
              })}
              {other.distanceM !== null && `, ${t('desk.entry.metres', { metres: other.distanceM })}`}
            </span>
          </li>
        ))}
      </ul>
      {entry.refused.length > 0 && (
        <p className="text-sm text-ink-2">
          {t('desk.entry.refusals', { numbers: entry.refused.map((number) => `№ ${number}`).join(', ') })}
        </p>
      )}
    </section>
  )
}

/** What was merged into this one, each with its undoing. */
export function MergedHere({ entry }: { entry: EntryData }) {
  const t = useWords()
  if (entry.merged.length === 0) return null
  return (
    <section aria-labelledby="merged" className="grid gap-2">
      <h2 id="merged" className="text-xl font-semibold">
        {t('desk.entry.mergedHere')}
      </h2>
      <ul className="grid gap-2">
        {entry.merged.map((one) => (
          <li key={one.mergeId} className="flex flex-wrap items-center gap-3">
            <span className="min-w-0 flex-1">
              {t('common.numberSign', { number: one.number })} <span lang="ru">{one.title}</span>
            </span>
            <Form method="post">
              <input type="hidden" name="intent" value="undo-merge" />
              <input type="hidden" name="mergeId" value={one.mergeId} />
              <Button size="sm" variant="secondary">
                {t('desk.entry.mergeUndo')}
                <span className="sr-only">: {one.number}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
