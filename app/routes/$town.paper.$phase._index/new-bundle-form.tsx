import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { BundleAnswer } from './route.tsx'

/** Where the box stood, how many ballots were given out and how many lay in it. */
export function NewBundleForm({ id, answer }: { id: string; answer: BundleAnswer | undefined }) {
  const t = useWords()
  return (
    <div className="grid gap-5">
      <input type="hidden" name="id" value={id} />
      <h2 className="text-2xl font-semibold tracking-tight">{t('paper.add')}</h2>
      {answer && (
        <Notice tone="danger" role="alert">
          {answer.refusal.text}
        </Notice>
      )}
      <Field label={t('paper.place')} required>
        <TextInput name="place" maxLength={120} defaultValue={answer?.typed.place} />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t('paper.issued')} hint={t('paper.issuedHint')} required>
          <TextInput name="issued" inputMode="numeric" defaultValue={answer?.typed.issued} />
        </Field>
        <Field label={t('paper.found')} hint={t('paper.foundHint')} required>
          <TextInput name="found" inputMode="numeric" defaultValue={answer?.typed.found} />
        </Field>
      </div>
      <Button className="justify-self-start">{t('paper.add')}</Button>
    </div>
  )
}
