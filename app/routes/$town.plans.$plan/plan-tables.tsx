import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { PlanData } from './view.server.ts'

/** The layers of a plan, and the proposals that it takes into account. */
export function PlanTables({ t, plan }: { t: T; plan: Pick<PlanData, 'id' | 'layers' | 'mentioned'> }) {
  const { frame } = useTown()
  return (
    <>
      <section className="grid min-w-0 gap-4">
        <DataTable
          caption={t('served.plans.layers')}
          rows={plan.layers}
          rowKey={({ position }) => String(position)}
          columns={[
            {
              key: 'name',
              header: t('served.plans.layer'),
              isRowHeader: true,
              cell: ({ name }) => name || t('served.plans.noLayer'),
            },
            {
              key: 'objects',
              header: t('served.plans.objects'),
              align: 'end',
              cell: ({ objects }) => objects,
            },
          ]}
        />
        <p>
          <TextLink href={paths.planLayers(frame.slug, plan.id)}>{t('served.plans.download')}</TextLink>
        </p>
      </section>
      <section aria-labelledby="mentioned" className="grid min-w-0 gap-4">
        <h2 id="mentioned" className="text-2xl font-semibold tracking-tight">
          {t('served.plans.mentioned')}
        </h2>
        {plan.mentioned.length === 0 ? (
          <p>{t('served.plans.noMentioned')}</p>
        ) : (
          <ul className="grid gap-2">
            {plan.mentioned.map(({ number, title, decision }) => (
              <li key={number}>
                <TextLink to={paths.contribution(frame.slug, number)}>
                  {t('common.numberSign', { number })} {title}
                </TextLink>
                {decision && <span className="text-ink-2"> · {t(`decisions.${decision}`)}</span>}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
