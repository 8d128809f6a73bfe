import { Form } from '@remix-run/react'
import type { ExportFormat } from '#app/export-formats.ts'
import { formatDateTime, formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { RankingData } from './route.tsx'

interface ListedFile {
  word: 'csv' | 'csvComma' | 'xlsx' | 'geojson'
  format: ExportFormat
  more?: { separator: 'comma' }
}

const FILES: ListedFile[] = [
  { word: 'csv', format: 'csv' },
  { word: 'csvComma', format: 'csv', more: { separator: 'comma' } },
  { word: 'xlsx', format: 'xlsx' },
  { word: 'geojson', format: 'geojson' },
]

type Shown = 'filter' | 'query' | 'counts' | 'atOnce' | 'rankBy' | 'snapshotAt'

/** The whole list as files, and by what rule and of what moment it is. */
export function ExportBox({ data }: { data: Pick<RankingData, Shown> }) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { filter, query, counts, atOnce, rankBy, snapshotAt } = data
  const isBig = counts.all > atOnce
  return (
    <Card tone="tinted" as="section" className="grid gap-3">
      <h2 className="text-lg font-semibold print:hidden">{t('ranking.exportTitle')}</h2>
      {isBig && (
        <p className="text-sm print:hidden">
          {t('ranking.exportBig', { rows: formatNumber(counts.all, locale) })}
        </p>
      )}
      <div className="flex flex-wrap gap-2 print:hidden">
        {FILES.map((file) =>
          isBig ? (
            <BeginForm key={file.word} file={file} query={query} />
          ) : (
            <ButtonLink
              key={file.word}
              href={paths.export(frame.slug, file.format, filter, file.more)}
              variant="secondary"
              size="sm"
            >
              {t(`ranking.${file.word}`)}
            </ButtonLink>
          ),
        )}
      </div>
      <p className="text-sm print:hidden">
        <TextLink to={paths.exports(frame.slug, filter)}>{t('ranking.exportsLink')}</TextLink>
      </p>
      <p className="text-sm">
        <strong className="font-semibold">{t('ranking.rule')}.</strong> {t(`ranking.ruleText.${rankBy}`)}
      </p>
      <p className="text-sm text-ink-2">
        {t('ranking.snapshot')}{' '}
        {t('ranking.snapshotAt', { date: formatDateTime(snapshotAt, locale, timeZone) })}
      </p>
      <p className="text-sm text-ink-2">{t('ranking.peopleNote')}</p>
    </Card>
  )
}

/** One press, as for a small file: the work begins, and the page of exports shows how far it is. */
function BeginForm({ file, query }: { file: ListedFile; query: string }) {
  const t = useWords()
  const { frame } = useTown()
  return (
    <Form method="post" action={paths.exports(frame.slug)}>
      <input type="hidden" name="intent" value="start" />
      <input type="hidden" name="format" value={file.format} />
      {file.more && <input type="hidden" name="separator" value={file.more.separator} />}
      <input type="hidden" name="filter" value={query} />
      <Button variant="secondary" size="sm">
        {t(`ranking.${file.word}`)}
      </Button>
    </Form>
  )
}
