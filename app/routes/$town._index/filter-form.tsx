import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { SORTS } from '#app/domain/filter.ts'
import { PHASE_KINDS } from '#app/domain/phases.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { PrintedFilter } from './printed-filter.tsx'
import type { TownPageData } from './route.tsx'
import { useFilterForm } from './use-filter-form.ts'

export type FilterData = Pick<
  TownPageData,
  'filter' | 'conditions' | 'query' | 'counts' | 'categories' | 'spaces'
> & {
  processes: { slug: string; title: string }[]
}

/** The one filter of map and list: a plain GET form, so that it works and can be shared as an address. */
export function FilterForm({ data, action }: { data: FilterData; action?: string }) {
  const t = useWords()
  const { frame, locale } = useTown()
  const { filter, conditions, counts } = data
  const target = action ?? paths.town(frame.slug)
  const { form, sort, onSubmit, place, hasScript, isOpen } = useFilterForm(data.query, target, conditions > 0)
  const count = useRef<HTMLParagraphElement>(null)
  // Only a script can tell where the reader is.
  const sorts = SORTS.filter((one) => one !== 'nearest' || hasScript || filter.sort === 'nearest')

  return (
    <>
      <PrintedFilter data={data} />
      <Form
        ref={form}
        method="get"
        action={target}
        className="grid gap-3"
        preventScrollReset
        onSubmit={onSubmit}
      >
        <input type="hidden" name="near" defaultValue={filter.near?.join(',') ?? ''} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p ref={count} tabIndex={-1} className="font-semibold" role="status" data-count={counts.all}>
            {t('town.found', { count: counts.all, formatted: formatNumber(counts.all, locale) })}
            {counts.unplaced > 0 && (
              <span className="font-normal text-ink-2">
                {' '}
                (
                {t('town.unplaced', {
                  count: counts.unplaced,
                  formatted: formatNumber(counts.unplaced, locale),
                })}
                )
              </span>
            )}
          </p>
          {conditions > 0 && (
            // The link goes with what it resets; the count beside it says what came of it.
            <TextLink to={target} onClick={() => count.current?.focus()}>
              {t('filter.reset')}
            </TextLink>
          )}
        </div>
        <Field label={t('filter.sort')} labelHidden>
          <Select
            name="sort"
            defaultValue={filter.sort}
            onChange={(event) => sort(event.currentTarget)}
            options={sorts.map((one) => ({ value: one, label: t(`filter.sorts.${one}`) }))}
          />
        </Field>
        <div aria-live="polite" className="text-sm">
          {place === 'locating' && t('picker.locating')}
          {place === 'lost' && <p className="text-brick">{t('filter.lost')}</p>}
        </div>
        <Disclosure
          summary={t('filter.open')}
          note={conditions > 0 ? t('filter.active', { count: conditions }) : undefined}
          open={isOpen}
        >
          <div className="grid gap-5 pt-2">
            <Field label={t('filter.text')} hint={t('filter.textHint')}>
              <TextInput name="text" type="search" defaultValue={filter.text} maxLength={200} />
            </Field>
            <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-1 xl:grid-cols-2">
              <Field label={t('filter.phase')}>
                <Select
                  name="phase"
                  defaultValue={filter.phase ?? ''}
                  placeholder={t('filter.any')}
                  options={PHASE_KINDS.map((kind) => ({ value: kind, label: t(`phases.${kind}`) }))}
                />
              </Field>
              <Field label={t('filter.process')}>
                <Select
                  name="process"
                  defaultValue={filter.process ?? ''}
                  placeholder={t('filter.anyProcess')}
                  options={data.processes.map((process) => ({ value: process.slug, label: process.title }))}
                />
              </Field>
            </div>
            <Field label={t('filter.space')}>
              <Select
                name="space"
                defaultValue={filter.space ?? ''}
                placeholder={t('filter.anySpace')}
                options={data.spaces.map((space) => ({ value: space.slug, label: space.name }))}
              />
            </Field>
            <Boxes
              name="kind"
              legend={t('filter.kind')}
              chosen={filter.kind}
              options={KINDS.map((kind) => [kind, t(`kinds.${kind}`)])}
            />
            <Boxes
              name="category"
              legend={t('filter.category')}
              chosen={filter.category}
              options={data.categories.map((row) => [row.id, row.name])}
            />
            <Boxes
              name="status"
              legend={t('filter.status')}
              chosen={filter.status}
              options={STATUSES.map((status) => [status, t(`statuses.${status}`)])}
            />
            <Button className="justify-self-start">{t('filter.apply')}</Button>
          </div>
        </Disclosure>
        <noscript>
          <Button variant="secondary" size="sm">
            {t('filter.apply')}
          </Button>
        </noscript>
      </Form>
    </>
  )
}

function Boxes({
  name,
  legend,
  chosen,
  options,
}: {
  name: string
  legend: string
  chosen: readonly string[]
  options: [string, string][]
}) {
  return (
    <Fieldset legend={legend} size="field">
      <div className="grid grid-cols-2 gap-x-4 gap-y-1 ">
        {options.map(([value, label]) => (
          <Checkbox
            key={value}
            name={name}
            value={value}
            label={label}
            defaultChecked={chosen.includes(value)}
          />
        ))}
      </div>
    </Fieldset>
  )
}
