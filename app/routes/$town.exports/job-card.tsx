import { Form } from '@remix-run/react'
import { isPrinted } from '#app/export-formats.ts'
import { formatDateTime, formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { ShownExport } from './shown.server.ts'

const TONE = {
  waiting: 'neutral',
  running: 'sky',
  done: 'leaf',
  failed: 'brick',
  cancelled: 'neutral',
} as const

/** One export: how far it is, and what can be done with it. */
export function JobCard({ job }: { job: ShownExport }) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const name = [
    t(`exportsPage.formats.${job.format}`),
    ...(job.hasCommas ? [t('exportsPage.comma')] : []),
    ...(job.hasSomeColumns ? [t('exportsPage.someColumns')] : []),
    ...(job.hasPeople ? [t('exportsPage.withPeople')] : []),
  ].join(' ')
  const asked = t('exportsPage.asked', { date: formatDateTime(job.createdAt, locale, timeZone) })
  return (
    <Card as="li" padding="sm" className="grid gap-3" id={job.id}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-base font-semibold">{name}</h3>
        <span role="status">
          <Badge tone={TONE[job.state]}>{t(`exportsPage.states.${job.state}`)}</Badge>
        </span>
        <span className="text-sm text-ink-2">{asked}</span>
        <span className="text-sm text-ink-2">
          {job.filter === '' ? (
            t('exportsPage.wholeTown')
          ) : (
            <TextLink to={`${paths.ranking(frame.slug)}?${job.filter}`}>
              {t('exportsPage.selection')}
            </TextLink>
          )}
        </span>
      </div>
      {(job.state === 'waiting' || job.state === 'running') && <Progress job={job} />}
      {job.state === 'failed' && <p className="text-sm">{job.why}</p>}
      {job.state === 'done' && (
        <>
          <p className="text-sm">
            {t(job.format === 'pb' ? 'exportsPage.ballotFile' : 'exportsPage.file', {
              rows: formatNumber(job.doneRows, locale),
              size: formatNumber(Math.ceil(job.bytes / 1e5) / 10, locale),
            })}
            {'. '}
            {t('exportsPage.keptUntil', { date: formatDateTime(job.keptUntil!, locale, timeZone) })}
            {'. '}
            {t('exportsPage.resumable')}
          </p>
          <p className="text-sm text-ink-2">
            {t('exportsPage.hash')}: <code className="break-all">{job.hash}</code>
          </p>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {job.state === 'done' && job.mayTake && (
          <ButtonLink href={paths.exportFile(frame.slug, job.id)} size="sm">
            {t('exportsPage.download')}
            <span className="sr-only">: {`${name}, ${asked}`}</span>
          </ButtonLink>
        )}
        <ActForm job={job} about={`${name}, ${asked}`} />
      </div>
    </Card>
  )
}

function ActForm({ job, about }: { job: ShownExport; about: string }) {
  const t = useWords()
  const isOver = job.state === 'failed' || job.state === 'cancelled'
  if (isOver && !job.mayTake) return null
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={isOver ? 'again' : 'cancel'} />
      <input type="hidden" name="id" value={job.id} />
      <Button variant="secondary" size="sm">
        {t(isOver ? 'exportsPage.again' : job.state === 'done' ? 'exportsPage.drop' : 'exportsPage.cancel')}
        <span className="sr-only">: {about}</span>
      </Button>
    </Form>
  )
}

function Progress({ job }: { job: ShownExport }) {
  const t = useWords()
  const { frame, locale } = useTown()
  // A package and a printed document go through the rows again and again: a share says how far they are.
  const percent = Math.floor((100 * job.doneRows) / Math.max(1, job.allRows))
  const rows =
    job.format === 'zip' || isPrinted(job.format)
      ? t('exportsPage.share', { percent })
      : t('exportsPage.rowsOf', {
          done: formatNumber(job.doneRows, locale),
          all: formatNumber(job.allRows, locale),
        })
  return (
    <div className="grid gap-1">
      <progress
        className="progress"
        max={Math.max(1, job.allRows)}
        value={job.doneRows}
        aria-label={t('exportsPage.progress')}
        aria-valuetext={rows}
      />
      <p className="text-sm tabular-nums text-ink-2">{rows}</p>
      <noscript>
        <TextLink to={paths.exports(frame.slug)}>{t('exportsPage.refresh')}</TextLink>
      </noscript>
    </div>
  )
}
