import { DrawingSheet } from '#app/forms/drawing-sheet.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { REMARK_FILES, variantPaths } from '#app/variant-paths.ts'
import type { RemarkDeskData } from './view.server.ts'

const WORDS = {
  'remarks.csv': 'csv',
  'remarks.geojson': 'geojson',
  'remarks-drawing.geojson': 'geojsonDrawing',
} as const

/** Where remarks crowd, over the drawing and as a table; and the remarks as files. */
export function DensityPart({ t, desk }: { t: T; desk: RemarkDeskData }) {
  const { frame } = useTown()
  const { variant, drawing, marks, squares, mayResolve } = desk
  const most = squares[0]?.count ?? 1
  return (
    <>
      {squares.length > 0 && (
        <section className="grid min-w-0 gap-4">
          <h2 className="text-2xl font-semibold tracking-tight">{t('served.variants.desk.density')}</h2>
          <p className="max-w-[42rem] text-ink-2">{t('served.variants.desk.densityHint')}</p>
          <div className="grid gap-6 lg:grid-cols-[2fr_1fr]">
            <DrawingSheet
              town={frame.slug}
              drawing={drawing}
              label={t('served.variants.desk.density')}
              marks={marks}
              className="h-auto w-full rounded-lg border border-line bg-surface-2"
            >
              {squares.map(({ name, count, x, y, width, height }) => (
                <rect
                  key={name}
                  {...{ x, y, width, height }}
                  fillOpacity={0.15 + (0.4 * count) / most}
                  strokeWidth={width / 60}
                  className="fill-brick stroke-brick"
                />
              ))}
            </DrawingSheet>
            <DataTable
              caption={t('served.variants.desk.density')}
              captionHidden
              rows={squares}
              rowKey={({ name }) => name}
              columns={[
                {
                  key: 'square',
                  header: t('served.variants.desk.square'),
                  isRowHeader: true,
                  className: 'min-w-0 lg:min-w-0',
                  cell: ({ name }) => name,
                },
                {
                  key: 'count',
                  header: t('served.variants.desk.squareCount'),
                  align: 'end',
                  cell: ({ count }) => count,
                },
              ]}
            />
          </div>
        </section>
      )}
      {mayResolve && (
        <section aria-labelledby="files-title" className="grid gap-3">
          <h2 id="files-title" className="text-2xl font-semibold tracking-tight">
            {t('served.variants.desk.download')}
          </h2>
          <ul className="grid gap-1">
            {REMARK_FILES.map((file) => (
              <li key={file}>
                <TextLink href={variantPaths.remarkFile(frame.slug, variant.id, file)}>
                  {t(`served.variants.desk.${WORDS[file]}`)}
                </TextLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
