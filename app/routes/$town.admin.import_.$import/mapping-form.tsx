import { Form } from '@remix-run/react'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import type { DraftView } from './view.server.ts'

/** Which column is what, what the coordinates are, and what to do with categories that the town does not have. */
export function MappingForm({ t, draft }: { t: T; draft: DraftView }) {
  const { fields, headings, system, axes, strange, moreStrange } = draft.mapping
  const columns = headings.map(({ at, name, sample }) => ({
    value: String(at),
    label: sample ? t('served.imports.column', { name, sample }) : name,
  }))
  return (
    <Form method="post" className="grid max-w-4xl gap-6">
      <Fieldset legend={t('served.imports.mapTitle')}>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          {fields.map(({ field, at }) => (
            <Field key={field} label={t(`served.imports.fields.${field}`)}>
              <Select
                name={`columns.${field}`}
                defaultValue={at === null ? '' : String(at)}
                placeholder={t('served.imports.noColumn')}
                options={columns}
              />
            </Field>
          ))}
        </div>
      </Fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('served.imports.system')}>
          <Select
            name="system"
            defaultValue={system}
            options={(['file', 'degrees', 'drawing'] as const).map((value) => ({
              value,
              label: t(`served.imports.systems.${value}`, { system: draft.system }),
            }))}
          />
        </Field>
        <Field label={t('served.imports.axes')}>
          <Select
            name="axes"
            defaultValue={axes}
            options={(['straight', 'swapped'] as const).map((value) => ({
              value,
              label: t(`served.imports.axesKinds.${value}`),
            }))}
          />
        </Field>
      </div>
      {strange.length > 0 && (
        <Fieldset legend={t('served.imports.categories')}>
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            {strange.map(({ name, rows, chosen }, n) => (
              <Field key={name} label={t('served.imports.categoryRows', { name, count: rows })}>
                <Select name={`category-${n}`} defaultValue={chosen}>
                  <option value="new">{t('served.imports.categoryNew')}</option>
                  <option value="none">{t('served.imports.categoryNone')}</option>
                  {draft.categories.map((one) => (
                    <option key={one.id} value={`id:${one.id}`}>
                      {one.name}
                    </option>
                  ))}
                </Select>
              </Field>
            ))}
          </div>
          {strange.map(({ name }, n) => (
            <input key={name} type="hidden" name={`strange-${n}`} value={name} />
          ))}
          {moreStrange > 0 && (
            <p className="mt-3 text-sm text-ink-2">
              {t('served.imports.moreCategories', { count: moreStrange })}
            </p>
          )}
        </Fieldset>
      )}
      <Button name="intent" value="map" variant="secondary" className="justify-self-start">
        {t('served.imports.again')}
      </Button>
    </Form>
  )
}
