import { Form } from '@remix-run/react'
import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { ImportPage } from './view.server.ts'

/** What was typed into a form that was refused. */
interface Refused {
  reason: string
}

/** What an import has made, and how it is taken back. */
export function DoneImport({ t, page, refused }: { t: T; page: ImportPage; refused: Refused | undefined }) {
  const { locale } = useTown()
  const { state, made, leftOut, undo, claimed, stayed } = page
  const ofCategories = stayed.length > 0 && t('served.imports.stayedCategories', { names: stayed.join(', ') })
  return (
    <>
      {claimed > 0 && (
        <Notice tone="warning" role="status">
          {t('served.imports.claimedNote', { count: claimed, formatted: formatNumber(claimed, locale) })}
        </Notice>
      )}
      {state === 'done' && (
        <Notice tone="success" role="status">
          {t('served.imports.doneNote', { made, left: leftOut })}
        </Notice>
      )}
      {state === 'partly' && (
        <Notice tone="warning">
          {t('served.imports.partlyNote')} {ofCategories}
        </Notice>
      )}
      {state === 'undone' && (
        <Notice tone="info" role="status">
          {t('served.imports.undoneNote')} {ofCategories}
        </Notice>
      )}
      {undo && <Undo t={t} undo={undo} refused={refused} />}
    </>
  )
}

interface UndoProps {
  t: T
  undo: NonNullable<ImportPage['undo']>
  refused: Refused | undefined
}

function Undo({ t, undo, refused }: UndoProps) {
  const { frame, locale } = useTown()
  const { touched, all, mayHide } = undo
  return (
    <section aria-labelledby="undo" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h3 id="undo" className="text-xl font-semibold tracking-tight">
        {t('served.imports.undoTitle')}
      </h3>
      <p className="max-w-[42rem]">{t('served.imports.undoNote')}</p>
      {all > 0 && (
        <>
          <p className="max-w-[42rem]">
            {t('served.imports.touchedNote', { count: all, formatted: formatNumber(all, locale) })}
          </p>
          <DataTable
            caption={t('served.imports.touched')}
            rows={touched}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'entry',
                header: t('served.imports.entry'),
                isRowHeader: true,
                cell: ({ number, slug, title }) =>
                  number !== null ? (
                    <TextLink to={paths.manage(frame.slug, number)}>
                      {t('common.numberSign', { number })} {title}
                    </TextLink>
                  ) : (
                    <TextLink to={paths.space(frame.slug, slug ?? '')}>{title}</TextLink>
                  ),
              },
              {
                key: 'why',
                header: t('served.imports.why'),
                cell: ({ touches }) =>
                  touches.map((touch) => t(`served.imports.touches.${touch}`)).join(', '),
              },
            ]}
          />
          {all > touched.length && <p>{t('served.imports.moreTouched', { count: all - touched.length })}</p>}
        </>
      )}
      {/* Opened first, then pressed: one slip undoes nothing. */}
      <Disclosure
        summary={t('served.imports.undoSure')}
        open={refused !== undefined}
        className="max-w-[42rem]"
      >
        <Form method="post" className="grid max-w-[42rem] gap-4">
          {mayHide && (
            <Field label={t('served.imports.reason')} hint={t('served.imports.reasonHint')}>
              <TextInput name="reason" maxLength={500} defaultValue={refused?.reason ?? ''} />
            </Field>
          )}
          <div className="flex flex-wrap gap-4">
            {all === 0 ? (
              <Button name="intent" value="undo">
                {t('served.imports.undo')}
              </Button>
            ) : (
              <Button name="intent" value="undo-rest">
                {t('served.imports.undoRest')}
              </Button>
            )}
            {mayHide && (
              <Button name="intent" value="undo-hide" variant="secondary">
                {t('served.imports.undoHide')}
              </Button>
            )}
          </div>
        </Form>
      </Disclosure>
    </section>
  )
}
