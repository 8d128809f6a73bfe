import { DrawingSheet } from '#app/forms/drawing-sheet.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import type { ComparedData } from './view.server.ts'

/** The drawings beside each other, and the variants row by row: cost, phases, what is gained and paid. */
export function CompareTable({ t, compared }: { t: T; compared: ComparedData }) {
  const { frame } = useTown()
  const { variants } = compared
  const none = t('served.variants.none')
  return (
    <>
      <section aria-labelledby="drawings-title" className="grid min-w-0 gap-4">
        <h2 id="drawings-title" className="text-2xl font-semibold tracking-tight">
          {t('served.variants.compare.drawings')}
        </h2>
        <ul className="grid gap-6 md:grid-cols-2">
          {variants.map(({ id, name, state, shown }) => (
            <li key={id} className="grid content-start gap-2">
              <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold">
                <TextLink to={variantPaths.variant(frame.slug, id)}>{name}</TextLink>
                {state !== 'published' && <Badge>{t(`served.variants.states.${state}`)}</Badge>}
              </h3>
              <DrawingSheet
                town={frame.slug}
                drawing={shown}
                label={t('served.variants.drawingOf', { title: name, version: shown.version })}
                className="h-auto w-full rounded-lg border border-line bg-surface-2"
              />
              {shown.placement === null && (
                <p className="text-sm text-ink-2">{t('served.variants.notPlaced')}</p>
              )}
            </li>
          ))}
        </ul>
      </section>
      <DataTable
        caption={t('served.variants.compare.table')}
        tall
        rows={variants}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('served.variants.compare.variant'),
            isRowHeader: true,
            cell: ({ id, name }) => <TextLink to={variantPaths.variant(frame.slug, id)}>{name}</TextLink>,
          },
          {
            key: 'cost',
            header: t('served.variants.cost'),
            align: 'end',
            cell: ({ shown }) => shown.cost ?? t('served.variants.noCost'),
          },
          ...(['works', 'gains', 'losses'] as const).map((key) => ({
            key,
            header: t(`served.variants.${key}`),
            className: 'min-w-52',
            cell: ({ shown }: ComparedData['variants'][number]) =>
              shown[key].length === 0 ? (
                none
              ) : (
                <ul className="grid gap-1">
                  {shown[key].map((line) => (
                    <li key={line} className="break-words">
                      {line}
                    </li>
                  ))}
                </ul>
              ),
          })),
          {
            key: 'remarks',
            header: t('served.variants.compare.remarks'),
            align: 'end',
            cell: ({ remarks }) => remarks,
          },
        ]}
      />
    </>
  )
}
