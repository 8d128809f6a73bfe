import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  t: T
  page: { id: string; mb: number; rows: number; processes: { value: string; label: string }[] }
  errors: ReturnType<typeof formErrors>
}

/** What is in the file, where it goes, and the file. */
export function UploadForm({ t, page, errors }: Props) {
  return (
    <Form method="post" encType="multipart/form-data" className="grid max-w-[42rem] gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.imports.title')}</h2>
      <p className="text-ink-2">{t('served.imports.lead', { mb: page.mb, rows: page.rows })}</p>
      <FailureNotice>{errors.ofForm}</FailureNotice>
      <input type="hidden" name="id" value={page.id} />
      <RadioCards
        name="kind"
        legend={t('served.imports.kind')}
        columns={2}
        defaultValue={errors.typed('kind') ?? 'proposals'}
        error={errors.ofField('kind')}
        options={(['proposals', 'spaces'] as const).map((kind) => ({
          value: kind,
          title: t(`served.imports.kinds.${kind}`),
        }))}
      />
      <Field
        label={t('served.imports.process')}
        hint={t('served.imports.processHint')}
        error={errors.ofField('process')}
      >
        <Select name="process" defaultValue={errors.typed('process')} options={page.processes} />
      </Field>
      <Field label={t('served.imports.file')} error={errors.ofField('file')} required>
        <TextInput
          name="file"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.geojson,.json,.kml,.kmz,.gpkg,.zip"
        />
      </Field>
      <Button className="justify-self-start">{t('served.imports.read')}</Button>
    </Form>
  )
}
