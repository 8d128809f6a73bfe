import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { formatMoney } from '#app/domain/money.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { FundingView } from '#app/jobs/funding-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'
import { type Fill, InKindFields, LineFields, MeasureFields, RunningFields } from './fields.tsx'

interface FormsProps {
  t: T
  ids: Record<'measure' | 'line' | 'in-kind', string>
  view: FundingView
  errors: ReturnType<typeof formErrors>
}

/** A form for each line there is, and one for the next of its kind. */
export function MoneyForms({ t, ids, view, errors }: FormsProps) {
  const { locale, currency } = useTown()
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const common = { t, errors }
  const { measures, lines, inKind, running } = view
  return (
    <>
      <Section title={t('served.money.measures')}>
        {measures.map((row) => (
          <RowForm
            key={JSON.stringify(row)}
            {...common}
            kind="measure"
            id={row.id}
            name={<OwnWords text={row.title} />}
            note={money(row.costMinor)}
          >
            {(fill) => <MeasureFields t={t} fill={fill} row={row} />}
          </RowForm>
        ))}
        <RowForm
          key={`new${measures.length}`}
          {...common}
          kind="measure"
          id={ids.measure}
          name={t('served.money.addMeasure')}
          taken={measures}
        >
          {(fill) => <MeasureFields t={t} fill={fill} row={null} />}
        </RowForm>
      </Section>
      <Section title={t('served.money.lines')}>
        {lines.map((row) => (
          <RowForm
            key={JSON.stringify(row)}
            {...common}
            kind="line"
            id={row.id}
            name={
              <>
                {row.year}. {t(`served.money.sources.${row.source}`)}. <OwnWords text={row.title} />
              </>
            }
            note={money(row.plannedMinor)}
          >
            {(fill) => <LineFields t={t} fill={fill} row={row} measures={measures} />}
          </RowForm>
        ))}
        <RowForm
          key={`new${lines.length}`}
          {...common}
          kind="line"
          id={ids.line}
          name={t('served.money.addLine')}
          taken={lines}
        >
          {(fill) => <LineFields t={t} fill={fill} row={null} measures={measures} />}
        </RowForm>
      </Section>
      <Section title={t('served.money.inKind')}>
        {inKind.map((row) => (
          <RowForm
            key={JSON.stringify(row)}
            {...common}
            kind="in-kind"
            id={row.id}
            name={<OwnWords text={row.description} />}
          >
            {(fill) => <InKindFields t={t} fill={fill} row={row} />}
          </RowForm>
        ))}
        <RowForm
          key={`new${inKind.length}`}
          {...common}
          kind="in-kind"
          id={ids['in-kind']}
          name={t('served.money.addInKind')}
          taken={inKind}
        >
          {(fill) => <InKindFields t={t} fill={fill} row={null} />}
        </RowForm>
      </Section>
      <Section title={t('served.money.running')}>
        <Form method="post" className="grid gap-5" noValidate>
          <input type="hidden" name="intent" value="running" />
          <RunningFields t={t} fill={fillOf(errors, errors.typed('intent') === 'running')} row={running} />
          <Button size="sm" className="justify-self-start">
            {t('served.money.save')}
          </Button>
        </Form>
      </Section>
    </>
  )
}

/** What stands in a field and what is wrong with it: of the form that was sent what was typed, else what is known. */
function fillOf(errors: FormsProps['errors'], isMine: boolean): Fill {
  return {
    value: (name, known) => (isMine ? (errors.typed(name) ?? '') : known),
    error: (name) => (isMine ? errors.ofField(name) : []),
  }
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="text-xl font-[620] tracking-tight">{title}</h2>
      <div>{children}</div>
    </section>
  )
}

interface RowFormProps {
  t: T
  errors: FormsProps['errors']
  kind: 'measure' | 'line' | 'in-kind'
  id: string
  name: ReactNode
  note?: string
  /** Of the form for another row: the rows there are. */
  taken?: readonly { id: string }[]
  children: (fill: Fill) => ReactNode
}

function RowForm({ t, errors, kind, id, name, note, taken, children }: RowFormProps) {
  const typed = errors.typed('intent') === kind ? errors.typed('id') : undefined
  // A new row that was refused is shown again under the id with which it was sent.
  const isMine = typed !== undefined && (taken ? !taken.some((one) => one.id === typed) : typed === id)
  return (
    <Disclosure summary={<span className="[overflow-wrap:anywhere]">{name}</span>} note={note} open={isMine}>
      <Form method="post" className="grid gap-5 pt-2" noValidate>
        <input type="hidden" name="intent" value={kind} />
        <input type="hidden" name="id" value={isMine ? typed : id} />
        {children(fillOf(errors, isMine))}
        <Button size="sm" className="justify-self-start">
          {t('served.money.save')}
        </Button>
      </Form>
      {!taken && (
        <Form method="post" className="mt-3">
          <input type="hidden" name="intent" value={`remove-${kind}`} />
          <input type="hidden" name="id" value={id} />
          <Button variant="quiet" size="sm">
            {t('served.money.remove')}
            <span className="sr-only">: {name}</span>
          </Button>
        </Form>
      )}
    </Disclosure>
  )
}
