import { IN_KIND_FORMS, PPP_FORMS, SOURCES } from '#app/domain/funding.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import type { FundingView } from '#app/jobs/funding-view.server.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { MONEY_LIMITS } from './limits.ts'

export interface Fill {
  value(name: string, known: string | undefined): string | undefined
  error(name: string): string[]
}

/** Kopecks as they are typed: "1250000,50". */
function typedSum(minor: number | null | undefined): string | undefined {
  if (minor === null || minor === undefined) return undefined
  const kopecks = minor % 100
  return `${Math.floor(minor / 100)}${kopecks === 0 ? '' : `,${String(kopecks).padStart(2, '0')}`}`
}

interface Fields<Row> {
  t: T
  fill: Fill
  row: Row | null
}

interface TextProps {
  t: T
  fill: Fill
  name: string
  label: WordKey
  known: string | undefined
  isRequired?: boolean
  isMoney?: boolean
  max?: number
}

function Text({
  t,
  fill,
  name,
  label,
  known,
  isRequired = false,
  isMoney,
  max = MONEY_LIMITS.title,
}: TextProps) {
  return (
    <Field
      label={t(label)}
      error={fill.error(name)}
      required={isRequired}
      optional={isRequired ? undefined : t('common.optional')}
    >
      <TextInput
        name={name}
        maxLength={isMoney ? 30 : max}
        inputMode={isMoney ? 'decimal' : undefined}
        defaultValue={fill.value(name, known)}
      />
    </Field>
  )
}

export function MeasureFields({ t, fill, row }: Fields<FundingView['measures'][number]>) {
  return (
    <>
      <Text t={t} fill={fill} name="title" label="served.money.measureTitle" known={row?.title} isRequired />
      <Text
        t={t}
        fill={fill}
        name="costMinor"
        label="served.money.cost"
        known={typedSum(row?.costMinor)}
        isRequired
        isMoney
      />
    </>
  )
}

export function LineFields({
  t,
  fill,
  row,
  measures,
}: Fields<FundingView['lines'][number]> & { measures: FundingView['measures'] }) {
  const locale = useLocale()
  const amounts = ['plannedMinor', 'confirmedMinor', 'paidMinor', 'returnedMinor'] as const
  return (
    <>
      <Field label={t('served.money.measure')} error={fill.error('measureId')}>
        <Select
          name="measureId"
          defaultValue={fill.value('measureId', row?.measureId ?? '')}
          placeholder={t('served.money.whole')}
          options={measures.map(({ id, title }) => ({
            value: id,
            label: title,
            lang: textLang(title, locale),
          }))}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t('served.money.source')} error={fill.error('source')} required>
          <Select
            name="source"
            defaultValue={fill.value('source', row?.source ?? 'federal')}
            options={SOURCES.map((value) => ({ value, label: t(`served.money.sources.${value}`) }))}
          />
        </Field>
        <Field label={t('served.money.year')} error={fill.error('year')} required>
          <TextInput
            name="year"
            inputMode="numeric"
            maxLength={4}
            defaultValue={fill.value('year', row ? String(row.year) : undefined)}
          />
        </Field>
      </div>
      <Text t={t} fill={fill} name="title" label="served.money.lineTitle" known={row?.title} isRequired />
      <Field label={t('served.money.ppp')} error={fill.error('pppForm')}>
        <Select
          name="pppForm"
          defaultValue={fill.value('pppForm', row?.pppForm ?? '')}
          placeholder={t('served.money.noPpp')}
          options={PPP_FORMS.map((value) => ({ value, label: t(`served.money.pppForms.${value}`) }))}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        {amounts.map((name) => (
          <Text
            key={name}
            t={t}
            fill={fill}
            name={name}
            label={`served.money.${name.slice(0, -5)}` as WordKey}
            known={typedSum(row?.[name])}
            isRequired={name === 'plannedMinor'}
            isMoney
          />
        ))}
      </div>
    </>
  )
}

export function InKindFields({ t, fill, row }: Fields<FundingView['inKind'][number]>) {
  return (
    <>
      <Field label={t('served.money.form')} error={fill.error('form')} required>
        <Select
          name="form"
          defaultValue={fill.value('form', row?.form ?? 'labour')}
          options={IN_KIND_FORMS.map((value) => ({ value, label: t(`served.money.forms.${value}`) }))}
        />
      </Field>
      <Field label={t('served.money.description')} error={fill.error('description')} required>
        <TextArea
          name="description"
          rows={3}
          maxLength={MONEY_LIMITS.text}
          defaultValue={fill.value('description', row?.description)}
        />
      </Field>
      <Text
        t={t}
        fill={fill}
        name="valueMinor"
        label="served.money.value"
        known={typedSum(row?.valueMinor)}
        isMoney
      />
      <Text t={t} fill={fill} name="method" label="served.money.method" known={row?.method} />
    </>
  )
}

export function RunningFields({ t, fill, row }: Fields<NonNullable<FundingView['running']>>) {
  return (
    <>
      <Text
        t={t}
        fill={fill}
        name="yearlyMinor"
        label="served.money.yearly"
        known={typedSum(row?.yearlyMinor)}
        isRequired
        isMoney
      />
      <Text t={t} fill={fill} name="payer" label="served.money.payer" known={row?.payer} isRequired />
      <Field label={t('served.money.note')} error={fill.error('note')} optional={t('common.optional')}>
        <TextArea
          name="note"
          rows={3}
          maxLength={MONEY_LIMITS.text}
          defaultValue={fill.value('note', row?.note)}
        />
      </Field>
    </>
  )
}
