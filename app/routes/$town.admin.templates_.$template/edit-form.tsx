import { Form } from '@remix-run/react'
import { TEMPLATE_LIMITS } from '#app/domain/template-limits.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { PhaseFields } from './phase-fields.tsx'
import { RuleFields } from './rule-fields.tsx'
import { fieldsOf } from './typed-fields.tsx'
import type { TemplateView } from './view.server.ts'

interface Props {
  view: TemplateView
  errors: ReturnType<typeof formErrors>
  faults: readonly string[]
  t: T
}

/** Texts in the page's language, and terms. */
export function EditForm({ view, errors, faults, t }: Props) {
  const locale = useLocale()
  const { text, line } = fieldsOf(errors)
  const { texts } = view
  return (
    <Form method="post" className="grid grid-cols-[minmax(0,1fr)] gap-8" noValidate>
      <input type="hidden" name="intent" value="save" />
      <div className="grid gap-2">
        <h3 className="text-xl font-[620] tracking-tight">{t('served.templates.editTitle')}</h3>
        <p className="text-ink-2">
          {t(locale === 'en' ? 'served.templates.inEnglish' : 'served.templates.inRussian')}{' '}
          {t('served.templates.editNote')}
        </p>
        {faults.length > 0 && (
          <FailureNotice>
            {t('served.templates.faultsTitle')} {faults.join('; ')}.
          </FailureNotice>
        )}
      </div>
      <div className="grid max-w-[42rem] gap-6">
        {line('title', t('served.templates.name'), texts.title, TEMPLATE_LIMITS.title)}
        {text('about', t('served.templates.about'), texts.about)}
        {line('question', t('admin.question'), texts.question, 300)}
        {text('summary', t('admin.summary'), texts.summary)}
        {text('fixed', t('admin.fixed'), texts.fixed)}
        {text('decision', t('admin.decision'), texts.decision)}
      </div>
      <div>
        {view.phases.map((phase, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: phases are told apart by their place alone
          <PhaseFields key={i} phase={phase} i={i} errors={errors} t={t} />
        ))}
      </div>
      {view.rules.length > 0 && (
        <Fieldset legend={t('served.templates.rules')} hint={t('served.templates.rulesNote')}>
          {view.rules.map((rule, i) => (
            <RuleFields key={rule.key} rule={rule} i={i} errors={errors} t={t} />
          ))}
        </Fieldset>
      )}
      <Fieldset legend={t('served.templates.roles')} hint={t('served.templates.rolesHint')}>
        {view.roles.map((role, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place alone
          <div key={i} className="grid gap-4 sm:grid-cols-[16rem_minmax(0,1fr)]">
            {line(`role${i}-name`, t('served.templates.role'), role.name, TEMPLATE_LIMITS.title)}
            {line(`role${i}-duty`, t('served.templates.duty'), role.duty, TEMPLATE_LIMITS.text)}
          </div>
        ))}
      </Fieldset>
      <Fieldset legend={t('served.templates.checklist')} hint={t('served.templates.checklistHint')}>
        {view.checklist.map((typed, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place alone
          <div key={i}>
            {line(`check${i}`, t('served.templates.line', { number: i + 1 }), typed, TEMPLATE_LIMITS.source)}
          </div>
        ))}
      </Fieldset>
      <Button className="justify-self-start">{t('served.templates.save')}</Button>
    </Form>
  )
}
