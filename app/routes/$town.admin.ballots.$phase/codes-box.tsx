import { Form } from '@remix-run/react'
import { BatchTable, Slips } from '#app/forms/printed-codes.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { BallotData } from './route.tsx'

interface Props {
  view: BallotData
  printed: { batch: number; codes: string[] } | undefined
}

/** Printing codes, once, and what became of those printed. */
export function CodesBox({ view, printed }: Props) {
  const t = useWords()
  const { frame } = useTown()
  const { batches, phaseId, process } = view
  return (
    <div className="grid gap-5">
      <h3 className="text-2xl font-semibold tracking-tight">{t('ballotAdmin.codes')}</h3>
      <p className="text-ink-2">{t('ballotAdmin.codesLead')}</p>
      {printed && (
        <>
          <Notice tone="warning" role="status">
            {t('ballotAdmin.printed', { batch: printed.batch })}
          </Notice>
          <Slips codes={printed.codes} of={`${frame.name}. ${process.title}`} what={t('ballotAdmin.slip')} />
        </>
      )}
      <div className="grid gap-4">
        <Form method="post" className="flex flex-wrap items-end gap-3">
          <Field label={t('ballotAdmin.howMany')} required>
            <TextInput name="howMany" inputMode="numeric" defaultValue="50" className="max-w-40" />
          </Field>
          <Button name="intent" value="codes">
            {t('ballotAdmin.printPage')}
          </Button>
        </Form>
        <Form
          method="post"
          action={paths.votingCodes(frame.slug, phaseId)}
          reloadDocument
          className="flex flex-wrap items-end gap-3"
        >
          <Field label={t('ballotAdmin.howMany')} required>
            <TextInput name="howMany" inputMode="numeric" defaultValue="50" className="max-w-40" />
          </Field>
          <Button variant="secondary">{t('ballotAdmin.printCsv')}</Button>
        </Form>
      </div>
      <BatchTable
        caption={t('ballotAdmin.codes')}
        batches={batches}
        words={{
          batch: t('ballotAdmin.batch'),
          issued: t('ballotAdmin.issuedCodes'),
          used: t('ballotAdmin.usedCodes'),
          void: t('ballotAdmin.voidCodes'),
          voidThem: t('ballotAdmin.void'),
        }}
      />
    </div>
  )
}
