import { Form } from '@remix-run/react'
import { EXPORT_FORMATS, type ExportFormat } from '#app/export-formats.ts'
import type { formErrors } from '#app/form-errors.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { Select } from '#app/ui/select.tsx'

export interface Asked {
  format: ExportFormat
  separator: 'semicolon' | 'comma'
  filter: string
  rows: number
  columns: readonly string[]
  /** Whether the reader may take out names. */
  maySeePeople: boolean
}

interface Props {
  asked: Asked
  errors: ReturnType<typeof formErrors>
}

/** One export: of the ranking's filter, in a format, with the columns that are wanted. */
export function AskBox({ asked, errors }: Props) {
  const { format, separator, filter, rows, columns, maySeePeople } = asked
  const t = useWords()
  const { frame, locale } = useTown()
  const isMine = errors.typed('intent') === 'start'
  const typed = (name: string, known: string) => (isMine && errors.typed(name)) || known
  const ticked = isMine ? errors.typedAll('columns') : columns
  return (
    <Card tone="tinted" as="section" className="grid gap-6" aria-labelledby="ask">
      <div className="grid gap-2">
        <h2 id="ask" className="text-lg font-semibold">
          {t('exportsPage.askTitle')}
        </h2>
        <p>
          {t('exportsPage.ask', { rows: formatNumber(rows, locale) })}{' '}
          <TextLink to={filter === '' ? paths.ranking(frame.slug) : `${paths.ranking(frame.slug)}?${filter}`}>
            {t('exportsPage.chooseSet')}
          </TextLink>
        </p>
      </div>
      <Form method="post" className="grid gap-6">
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="filter" value={typed('filter', filter)} />
        <input type="hidden" name="picked" value="yes" />
        <RadioCards
          name="format"
          legend={t('exportsPage.format')}
          defaultValue={typed('format', format)}
          columns={2}
          options={EXPORT_FORMATS.map((name) => ({
            value: name,
            title: t(`exportsPage.formats.${name}`),
            hint: t(`exportsPage.formatHints.${name}`),
          }))}
        />
        <Disclosure summary={t('exportsPage.columns')} open={isMine && ticked.length === 0}>
          <div className="grid gap-6 pb-4">
            <Fieldset
              legend={t('exportsPage.columnsLegend')}
              hint={t('exportsPage.columnsHint')}
              size="field"
            >
              <div className="grid sm:grid-cols-2">
                {columns.map((key) => (
                  <Checkbox
                    key={key}
                    name="columns"
                    value={key}
                    defaultChecked={ticked.includes(key)}
                    label={t(`ranking.columns.${key as 'rank'}`)}
                  />
                ))}
              </div>
            </Fieldset>
            <Field label={t('exportsPage.separator')}>
              <Select
                name="separator"
                defaultValue={typed('separator', separator)}
                options={(['semicolon', 'comma'] as const).map((value) => ({
                  value,
                  label: t(`exportsPage.separators.${value}`),
                }))}
              />
            </Field>
          </div>
        </Disclosure>
        {maySeePeople && (
          <Checkbox
            name="people"
            value="yes"
            defaultChecked={isMine && errors.typed('people') === 'yes'}
            label={t('exportsPage.people')}
            hint={t('exportsPage.peopleHint')}
          />
        )}
        <Button className="justify-self-start">{t('exportsPage.start')}</Button>
      </Form>
    </Card>
  )
}
