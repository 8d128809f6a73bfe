import { Form } from '@remix-run/react'
import { RESOLUTIONS, VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { Time } from '#app/ui/time.tsx'
import type { RemarkDeskData } from './view.server.ts'

interface Props {
  t: T
  desk: RemarkDeskData
  remark: RemarkDeskData['remarks'][number]
  errors: ReturnType<typeof formErrors>
}

/** One remark, what was said of it, and what can be done. */
export function RemarkWork({ t, desk, remark, errors }: Props) {
  const { locale, timeZone } = useTown()
  const { id, number, version, body, visibility, resolution, reply, reports, author } = remark
  const isMine = errors.typed('remark') === id
  const { mayResolve, mayModerate } = desk
  return (
    <Card as="article" id={`r-${id}`} className="grid gap-3">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
        {t('served.variants.remarks.number', { number })}
        {version !== desk.variant.version && (
          <Badge tone="sky">{t('served.variants.remarks.aboutVersion', { version })}</Badge>
        )}
        {resolution && <Badge>{t(`served.variants.remarks.resolution.${resolution}`)}</Badge>}
        {visibility === 'pending' && <Badge tone="ochre">{t('served.variants.remarks.pending')}</Badge>}
        {visibility === 'hidden' && (
          <Badge tone="brick">
            {t('served.variants.remarks.hiddenBecause', { reason: remark.hiddenReason })}
          </Badge>
        )}
        {reports.length > 0 && (
          <Badge tone="brick">{t('served.variants.desk.reports', { count: reports.length })}</Badge>
        )}
      </h3>
      <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
        <span lang={author ? textLang(author, locale) : undefined}>{author ?? t('common.anonymous')}</span>
        <Time value={remark.createdAt} locale={locale} timeZone={timeZone} />
        <span className="tabular-nums">
          {t('served.variants.remarks.spot', { x: Math.round(remark.x), y: Math.round(remark.y) })}
        </span>
      </p>
      <p className="max-w-[42rem] break-words whitespace-pre-line" lang={textLang(body, locale)}>
        {body}
      </p>
      <ul className="text-sm text-ink-2 empty:hidden">
        {reports.map(({ reason, note }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: complaints have no names
          <li key={i}>{[t(`report.reasons.${reason}`), note].filter(Boolean).join(': ')}</li>
        ))}
        {remark.flags.map(({ rule, found }) => (
          <li key={`${rule}${found}`}>{t(`desk.flags.${rule}` as WordKey, { found })}</li>
        ))}
      </ul>
      {mayResolve && visibility === 'published' && (
        <Disclosure
          summary={t(resolution ? 'served.variants.desk.change' : 'served.variants.desk.resolve')}
          open={(isMine && errors.typed('intent') === 'resolve') || undefined}
        >
          <Form method="post" className="grid max-w-[42rem] gap-4" noValidate>
            <input type="hidden" name="intent" value="resolve" />
            <input type="hidden" name="remark" value={id} />
            <Field label={t('served.variants.desk.resolution')} required>
              <Select
                name="resolution"
                defaultValue={(isMine && errors.typed('resolution')) || (resolution ?? 'taken')}
                options={RESOLUTIONS.map((value) => ({
                  value,
                  label: t(`served.variants.remarks.resolution.${value}`),
                }))}
              />
            </Field>
            <Field label={t('served.variants.desk.reply')} required>
              <TextArea
                name="words"
                rows={2}
                maxLength={VARIANT_LIMITS.reason}
                defaultValue={(isMine && errors.typed('words')) || reply}
              />
            </Field>
            <Button size="sm" className="justify-self-start">
              {t('served.variants.desk.resolve')}
            </Button>
          </Form>
        </Disclosure>
      )}
      {mayModerate && remark.acts.length > 0 && (
        <Disclosure
          summary={t('served.variants.desk.moderate')}
          open={(isMine && errors.typed('intent') === 'moderate') || undefined}
        >
          <Form method="post" className="grid max-w-[42rem] gap-4" noValidate>
            <input type="hidden" name="intent" value="moderate" />
            <input type="hidden" name="remark" value={id} />
            <Field label={t('served.variants.desk.act')} required>
              <Select
                name="act"
                options={remark.acts
                  .filter((act) => act !== 'return')
                  .map((act) => ({ value: act, label: t(`served.variants.desk.acts.${act}` as WordKey) }))}
              />
            </Field>
            <Field label={t('served.variants.desk.reason')} optional={t('common.optional')}>
              <TextInput
                name="words"
                maxLength={VARIANT_LIMITS.reason}
                defaultValue={isMine ? errors.typed('words') : ''}
              />
            </Field>
            <Button size="sm" variant="secondary" className="justify-self-start">
              {t('served.variants.desk.do')}
            </Button>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}
