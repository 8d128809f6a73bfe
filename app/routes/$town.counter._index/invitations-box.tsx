import { Form } from '@remix-run/react'
import { BatchTable, Slips } from '#app/forms/printed-codes.tsx'
import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { Done } from './act.server.ts'
import type { CounterData } from './route.tsx'

interface Props {
  /** Where the code is typed in, as it is printed. */
  address: string
  batches: CounterData['batches']
  printed: Done['printed']
  typed: string | undefined
}

/** Invitations to print, once, and what became of those printed; on paper only the slips are left. */
export function InvitationsBox({ address, batches, printed, typed }: Props) {
  const t = usePageWords()
  const { frame, locale, timeZone } = useTown()
  return (
    <section className="grid gap-4" aria-labelledby="invitations">
      <h2 id="invitations" className="text-2xl font-semibold tracking-tight">
        {t('counter.invitations')}
      </h2>
      <p className="max-w-[42rem] text-ink-2">{t('counter.invitationsLead')}</p>
      {printed && (
        <>
          <Notice tone="warning" role="status">
            {t('counter.printed', { batch: printed.batch })}
          </Notice>
          <Slips
            codes={printed.codes}
            of={frame.name}
            what={t('counter.slip', {
              address,
              date: formatDate(new Date(printed.expiresAt), locale, timeZone),
            })}
          />
        </>
      )}
      <Form method="post" className="flex flex-wrap items-end gap-3" noValidate>
        <Field label={t('counter.howMany')} required>
          <TextInput name="howMany" inputMode="numeric" defaultValue={typed || '20'} className="max-w-40" />
        </Field>
        <Button name="intent" value="print" variant="secondary">
          {t('counter.print')}
        </Button>
      </Form>
      <BatchTable
        caption={t('counter.invitations')}
        batches={batches}
        words={{
          batch: t('counter.batch'),
          issued: t('counter.issued'),
          used: t('counter.used'),
          void: t('counter.void'),
          voidThem: t('counter.voidBatch'),
        }}
      />
    </section>
  )
}
