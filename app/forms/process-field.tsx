import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'

/** To which process it goes; not asked when there is only one. */
export function ProcessField({ data, typed }: { data: ContributionFormData; typed?: string }) {
  const t = usePageWords()
  const [only, second] = data.processes
  if (only && !second) {
    return (
      <p className="text-ink-2">
        <input type="hidden" name="process" value={only.id} />
        {t('town.process')}: <strong className="font-semibold text-ink">{only.title}</strong>
        {only.isModerated && <> · {t('form.moderated')}</>}
      </p>
    )
  }
  return (
    <Field label={t('form.process')} required>
      <Select
        name="process"
        defaultValue={typed ?? data.process ?? undefined}
        options={data.processes.map((process) => ({ value: process.id, label: process.title }))}
      />
    </Field>
  )
}
