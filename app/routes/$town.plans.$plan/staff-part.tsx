import { Form } from '@remix-run/react'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PlanData } from './view.server.ts'

type Staff = NonNullable<PlanData['staff']>

/** What was wrong with the file, object by object, and what the staff may do with the plan. */
export function StaffPart({ t, plan, staff }: { t: T; plan: Pick<PlanData, 'id' | 'state'>; staff: Staff }) {
  const { frame } = useTown()
  const { problems, moreProblems, fileName, attributes, unanswered, answersNaming } = staff
  return (
    <section aria-labelledby="problems" className="grid min-w-0 gap-4">
      <h2 id="problems" className="text-2xl font-semibold tracking-tight">
        {t('served.plans.problems')}
      </h2>
      {problems.length === 0 ? (
        <p>{t('served.plans.noProblems')}</p>
      ) : (
        <DataTable
          caption={`${t('served.plans.problems')}: ${fileName}`}
          captionHidden
          rows={problems.map((problem, i) => ({ ...problem, key: String(i) }))}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'object',
              header: t('served.plans.object'),
              cell: ({ number }) => number ?? t('served.plans.wholeFile'),
            },
            { key: 'layer', header: t('served.plans.layer'), cell: ({ layer }) => layer },
            {
              key: 'problem',
              header: t('served.plans.problem'),
              isRowHeader: true,
              cell: ({ code }) => t(`served.plans.codes.${code}` as WordKey),
            },
            { key: 'value', header: t('served.plans.value'), cell: ({ value }) => value },
            {
              key: 'done',
              header: t('served.plans.done'),
              cell: ({ isRepaired, code }) =>
                isRepaired
                  ? t('served.plans.repaired')
                  : code.startsWith('proposal.')
                    ? ''
                    : t('served.plans.leftOut'),
            },
          ]}
        />
      )}
      {moreProblems > 0 && <p>{t('served.plans.moreProblems', { count: moreProblems })}</p>}
      <p>
        <TextLink href={paths.planOriginal(frame.slug, plan.id)}>
          {t('served.plans.original', { name: fileName })}
        </TextLink>
      </p>
      {answersNaming > 0 && (
        <Notice tone="warning">{t('served.plans.answersNaming', { count: answersNaming })}</Notice>
      )}
      <Form method="post" className="grid gap-6">
        {plan.state === 'draft' && <AttributeFields t={t} attributes={attributes} />}
        {plan.state !== 'published' && <Notice tone="info">{t('served.plans.publishNote')}</Notice>}
        <div className="flex flex-wrap gap-4">
          {plan.state !== 'published' && (
            <Button name="intent" value="publish">
              {t('served.plans.publish')}
            </Button>
          )}
          {plan.state === 'published' && unanswered > 0 && (
            <Button name="intent" value="answer">
              {t('served.plans.answerThem', { count: unanswered })}
            </Button>
          )}
          {plan.state !== 'withdrawn' && (
            <Button name="intent" value="remove" variant="secondary">
              {t(plan.state === 'draft' ? 'served.plans.discard' : 'served.plans.withdraw')}
            </Button>
          )}
        </div>
      </Form>
    </section>
  )
}

/** What objects carry may be anybody's name or telephone: everybody sees what is ticked. */
function AttributeFields({ t, attributes }: { t: T; attributes: Staff['attributes'] }) {
  if (attributes.length === 0) return null
  return (
    <Fieldset legend={t('served.plans.attributes')} hint={t('served.plans.attributesHint')}>
      <div className="grid sm:grid-cols-2">
        {attributes.map(({ name, sample, isTicked }) => (
          <Checkbox
            key={name}
            name="attributes"
            value={name}
            defaultChecked={isTicked}
            label={<span className="[overflow-wrap:anywhere]">{name}</span>}
            hint={
              sample && (
                <span className="[overflow-wrap:anywhere]">{t('served.plans.sample', { sample })}</span>
              )
            }
          />
        ))}
      </div>
    </Fieldset>
  )
}
