import { Form } from '@remix-run/react'
import { commissionPaths } from '#app/commission-paths.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { REASON_LENGTH } from './limits.ts'

interface PublishProps {
  t: T
  session: { id: string; revision: number; versions: number }
  reason: string | undefined
}

/** Papers of the draft, and the button that makes it public for good. */
export function PublishPart({ t, session: { id, revision, versions }, reason }: PublishProps) {
  const { frame } = useTown()
  const isCorrection = versions > 0
  return (
    <section aria-labelledby="publication" className="grid gap-4">
      <h2 id="publication" className="text-xl font-[620] tracking-tight">
        {t('served.commission.publishTitle')}
      </h2>
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        <TextLink href={commissionPaths.paper(frame.slug, id, 'docx')}>
          {t('served.commission.draftFiles')}
        </TextLink>
        <TextLink href={commissionPaths.paper(frame.slug, id, 'pdf')}>
          {t('served.commission.draftPdf')}
        </TextLink>
        {isCorrection && (
          <TextLink to={commissionPaths.session(frame.slug, id)}>{t('served.commission.published')}</TextLink>
        )}
      </p>
      <p className="text-sm text-ink-2">{t('served.commission.publishNote')}</p>
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="intent" value="publish" />
        <input type="hidden" name="seen" value={revision} />
        {isCorrection && (
          <Field label={t('served.commission.reason')} required>
            <TextInput name="reason" maxLength={REASON_LENGTH} defaultValue={reason} />
          </Field>
        )}
        <Button className="justify-self-start">
          {t(isCorrection ? 'served.commission.publishAgain' : 'served.commission.publish')}
        </Button>
      </Form>
      {!isCorrection && (
        <Form method="post">
          <Button name="intent" value="remove" variant="quiet" size="sm">
            {t('served.commission.remove')}
          </Button>
        </Form>
      )}
    </section>
  )
}
