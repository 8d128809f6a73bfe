import { Form } from '@remix-run/react'
import { formErrors } from '#app/form-errors.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadDesignMap } from '#app/map/load.ts'
import { usePlaceMapLabels } from '#app/map-labels.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { MappingForm } from './mapping-form.tsx'
import { PreviewTable } from './preview-table.tsx'
import { ProblemTables } from './problem-tables.tsx'
import type { DraftView, ImportPage } from './view.server.ts'

/** What a draft's file holds, how it is read, and what would come of it. */
export function DraftImport({ t, draft }: { t: T; draft: NonNullable<ImportPage['draft']> }) {
  const { locale, timeZone } = useTown()
  if (draft.refusal)
    return (
      <>
        <FailureNotice>{formErrors(t, { refusal: draft.refusal }).ofForm}</FailureNotice>
        <Discard t={t} />
      </>
    )
  return (
    <>
      <Notice tone="warning">
        {t('served.imports.draftNote')}{' '}
        {draft.before &&
          t('served.imports.before', { date: formatDateTime(new Date(draft.before), locale, timeZone) })}
      </Notice>
      <MappingForm t={t} draft={draft} />
      <DryRun t={t} draft={draft} />
    </>
  )
}

function DryRun({ t, draft }: { t: T; draft: DraftView }) {
  const { ground } = useTown()
  const labels = usePlaceMapLabels()
  const { counts, rows, layers, box } = draft
  return (
    <section aria-labelledby="dry" className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <h3 id="dry" className="text-xl font-semibold tracking-tight">
        {t('served.imports.dryTitle')}
      </h3>
      <Notice tone={counts.left > 0 ? 'warning' : 'success'} role="status">
        <span data-import-counts={`${counts.good}/${counts.left}`}>
          {t('served.imports.rowsAll', { count: counts.rows })}{' '}
          {t('served.imports.wouldMake', { count: counts.good })}{' '}
          {t('served.imports.wouldLeave', { count: counts.left })}
        </span>
      </Notice>
      <div className="flex flex-wrap gap-4">
        {counts.good > 0 && (
          <Form method="post">
            <input type="hidden" name="seen" value={draft.seen} />
            <Button name="intent" value="write">
              {t('served.imports.write', { count: counts.good })}
            </Button>
          </Form>
        )}
        <Discard t={t} />
      </div>
      {box && (
        <MapDoor
          load={loadDesignMap}
          labels={{ failed: t('map.failed') }}
          className="h-[24rem] overflow-hidden rounded-xl border border-line bg-surface-2"
          fallback={
            <p className="grid h-full place-items-center text-ink-2" data-needs-script="">
              {t('map.loading')}
            </p>
          }
          props={{ ...ground, layers, fit: box, labels }}
        />
      )}
      {rows.length > 0 && <PreviewTable t={t} draft={draft} />}
      <ProblemTables t={t} draft={draft} />
    </section>
  )
}

function Discard({ t }: { t: T }) {
  return (
    <Form method="post">
      <Button name="intent" value="discard" variant="secondary">
        {t('served.imports.discard')}
      </Button>
    </Form>
  )
}
