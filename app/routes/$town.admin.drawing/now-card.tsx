import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Card } from '#app/ui/card.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { DrawingPage } from './view.server.ts'

/** What drawings are in now: the town's middle in its numbers, and how well control points agree. */
export function NowCard({ page: { now, isUsual } }: { page: DrawingPage }) {
  const t = useWords()
  const { locale } = useTown()
  const metres = (value: number, digits = 2) => formatNumber(Number(value.toFixed(digits)), locale)
  if (!now) return <Notice tone="danger">{t('refusals.drawing.elsewhere')}</Notice>
  const { lng, lat, at } = now.middle
  const facts: [string, string][] = [
    [t('drawingAdmin.system'), systemName()],
    [
      t('drawingAdmin.middle'),
      `${formatCoordinates(lng, lat, locale)}; X = ${metres(at[0])}, Y = ${metres(at[1])}`,
    ],
    [t('drawingAdmin.scale'), t('drawingAdmin.scaleText', { scale: metres(now.scale, 6) })],
    ...(now.turn === null
      ? []
      : [
          [t('drawingAdmin.turn'), t('drawingAdmin.turnText', { degrees: metres(now.turn, 4) })] as [
            string,
            string,
          ],
        ]),
  ]
  function systemName() {
    const code = now!.epsg === null ? [] : [t('drawingAdmin.code', { code: now!.epsg })]
    const own = t(now!.pairs > 0 ? 'drawingAdmin.ownPoints' : 'drawingAdmin.ownText', { count: now!.pairs })
    return [now!.name ?? own, ...code].join(', ')
  }
  return (
    <Card tone="tinted" as="section" className="grid gap-3" aria-labelledby="now">
      <h2 id="now" className="text-lg font-semibold">
        {t('drawingAdmin.now')}
      </h2>
      {isUsual && <p>{t('drawingAdmin.usual')}</p>}
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {now.residualsM.length > 0 && (
        <>
          <DataTable
            caption={t('drawingAdmin.residuals')}
            columns={[
              { key: 'point', header: t('drawingAdmin.pairs'), isRowHeader: true, cell: ({ name }) => name },
              { key: 'off', header: t('drawingAdmin.residual'), align: 'end', cell: ({ off }) => off },
            ]}
            rows={now.residualsM.map((off, i) => ({
              name: t('drawingAdmin.point', { n: i + 1 }),
              off: metres(off, 3),
            }))}
            rowKey={({ name }) => name}
          />
          <p className="text-sm text-ink-2">{t('drawingAdmin.residualsNote')}</p>
        </>
      )}
    </Card>
  )
}
