import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { SPACE_KINDS } from '#app/domain/categories.ts'
import { PRACTICE_LIMITS, SIZE_BANDS } from '#app/domain/practices.ts'
import { FactRows } from '#app/forms/fact-rows.tsx'
import type { T, WordKey, WordTree } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import type { CaseForm as Shown } from '#app/practice-input.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const OWN_FAULTS = ['partial-date', 'web-address', 'year']

/** Sentences for the codes of what is wrong in a field of a case. */
export function faultWords(t: T, codes: string[] | undefined): string[] {
  return (codes ?? []).map((code) =>
    t((OWN_FAULTS.includes(code) ? `served.practices.faults.${code}` : `errors.field.${code}`) as WordKey),
  )
}

export interface CaseFormProps {
  shown: Shown
  words: WordTree
  /** Made by the server with the form: the same form twice is one case. */
  id: string
  failure: string | null
  submit: string
  /** What stands over the button: who sees the case. */
  children?: ReactNode
}

/** A case of the practice library: its head, then facts as rows. It works without scripts; more rows come from the server. */
export function CaseForm({ shown, words, id, failure, submit, children }: CaseFormProps) {
  const t = useServedWords(words)
  const { typed, errors, rows } = shown
  const isWrong = Object.keys(errors).length > 0
  const field = (name: string, max: number) => ({
    name,
    lang: name.endsWith('En') ? 'en' : undefined,
    maxLength: max,
    defaultValue: typed[name] ?? '',
  })
  const faults = (name: string) => faultWords(t, errors[name])
  const { title, summary, town } = PRACTICE_LIMITS
  return (
    <Form method="post" className="mt-8 grid gap-6" noValidate>
      <FailureNotice>{failure ?? (isWrong ? t('errors.form') : null)}</FailureNotice>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="rows" value={rows} />
      {typed.seen && <input type="hidden" name="seen" value={typed.seen} />}
      <Field label={t('served.practices.form.title')} error={faults('title')} required>
        <TextInput {...field('title', title)} />
      </Field>
      <Field
        label={t('served.practices.form.slug')}
        hint={t('served.practices.form.slugHint')}
        error={faults('slug')}
        required
      >
        <TextInput {...field('slug', 60)} />
      </Field>
      <Field label={t('served.practices.form.summary')} error={faults('summary')} required>
        <TextArea {...field('summary', summary)} rows={4} />
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={t('served.practices.form.townName')} error={faults('townName')} required>
          <TextInput {...field('townName', town)} />
        </Field>
        <Field
          label={t('served.practices.form.region')}
          error={faults('region')}
          optional={t('common.optional')}
        >
          <TextInput {...field('region', town)} />
        </Field>
        <Field label={t('served.practices.kind')} error={faults('spaceKind')} required>
          <Select
            name="spaceKind"
            defaultValue={typed.spaceKind ?? 'other'}
            options={SPACE_KINDS.map((kind) => ({ value: kind, label: t(`spaceKinds.${kind}`) }))}
          />
        </Field>
        <Field label={t('served.practices.band')} error={faults('sizeBand')}>
          <Select
            name="sizeBand"
            defaultValue={typed.sizeBand ?? ''}
            placeholder={t('served.practices.form.unknown')}
            options={SIZE_BANDS.map((band) => ({ value: band, label: t(`served.practices.bands.${band}`) }))}
          />
        </Field>
        {(['yearFrom', 'yearTo'] as const).map((name) => (
          <Field
            key={name}
            label={t(`served.practices.form.${name}`)}
            error={faults(name)}
            optional={t('common.optional')}
          >
            <TextInput {...field(name, 4)} inputMode="numeric" />
          </Field>
        ))}
      </div>
      <Field
        label={t('served.practices.form.center')}
        hint={t('served.practices.form.centerHint')}
        error={faults('center')}
        optional={t('common.optional')}
      >
        <TextInput {...field('center', 200)} />
      </Field>
      <Disclosure summary={t('served.practices.form.inEnglish')}>
        <div className="grid gap-6">
          <Field label={t('served.practices.form.title')} error={faults('titleEn')}>
            <TextInput {...field('titleEn', title)} />
          </Field>
          <Field label={t('served.practices.form.summary')} error={faults('summaryEn')}>
            <TextArea {...field('summaryEn', summary)} rows={4} />
          </Field>
          <Field label={t('served.practices.form.townName')} error={faults('townNameEn')}>
            <TextInput {...field('townNameEn', town)} />
          </Field>
          <Field label={t('served.practices.form.region')} error={faults('regionEn')}>
            <TextInput {...field('regionEn', town)} />
          </Field>
        </div>
      </Disclosure>
      <Fieldset legend={t('served.practices.form.facts')} hint={t('served.practices.form.factsHint')}>
        <FactRows shown={shown} t={t} />
      </Fieldset>
      {children}
      {/* Enter in a field presses the first: it saves. */}
      <div className="flex flex-wrap gap-3">
        <Button name="intent" value="save">
          {submit}
        </Button>
        <Button name="intent" value="more" variant="secondary">
          {t('served.practices.form.more')}
        </Button>
      </div>
    </Form>
  )
}
