import { useMemo, useState } from 'react'
import type { formErrors } from '#app/form-errors.ts'
import { DrawingSheet } from '#app/forms/drawing-sheet.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadDrawingCanvas } from '#app/map/load.ts'
import { useTown } from '#app/town-ground.ts'
import { variantPaths } from '#app/variant-paths.ts'
import { RemarkForm } from './remark-form.tsx'
import { RemarkList } from './remark-list.tsx'
import type { VariantData } from './view.server.ts'

interface Props {
  t: T
  variant: VariantData
  errors: ReturnType<typeof formErrors>
}

/** The drawing with its marks, the form of a remark, and the marks in words. */
export function DrawingPart({ t, variant, errors }: Props) {
  const { frame } = useTown()
  const { shown, remarks, name } = variant
  const isMine = errors.typed('intent') === 'remark'
  const [x, setX] = useState(isMine ? (errors.typed('x') ?? '') : '')
  const [y, setY] = useState(isMine ? (errors.typed('y') ?? '') : '')
  const mayPoint = variant.mayRemark && variant.isSignedIn
  const label = t('served.variants.drawingOf', { title: name, version: shown.version })
  const marks = useMemo(
    () => remarks.flatMap(({ number, at }) => (at ? [{ number, at, href: `#r-${number}` }] : [])),
    [remarks],
  )
  const { id, width, height, levels } = shown
  const drawing = useMemo(
    () => ({
      width,
      height,
      levels,
      file: (file: string) => variantPaths.drawing(frame.slug, id, file),
    }),
    [frame.slug, id, width, height, levels],
  )
  return (
    <section aria-labelledby="remarks-title" className="grid min-w-0 gap-6">
      <div className="grid gap-2">
        <h2 id="remarks-title" className="text-2xl font-semibold tracking-tight">
          {t('served.variants.remarks.title')}{' '}
          <span className="font-normal text-ink-2 tabular-nums">{remarks.length}</span>
        </h2>
        {mayPoint && (
          <>
            <p data-needs-script="" className="max-w-[42rem] text-ink-2">
              {t('served.variants.remarks.lead')}
            </p>
            <noscript>{t('served.variants.remarks.leadPlain')}</noscript>
          </>
        )}
        <p className="text-sm text-ink-2 tabular-nums">{t('served.variants.size', { width, height })}</p>
      </div>
      <MapDoor
        load={loadDrawingCanvas}
        labels={{ failed: t('map.failed') }}
        className="h-[26rem] overflow-hidden rounded-xl border border-line bg-surface-2 lg:h-[34rem]"
        fallback={
          <DrawingSheet
            town={frame.slug}
            drawing={shown}
            label={label}
            marks={marks.map(({ number, at }) => ({ number, x: at[0], y: at[1] }))}
            className="h-full w-full"
          />
        }
        props={{
          drawing,
          marks,
          at: spotOf(x, y),
          onMove: mayPoint
            ? ([atX, atY]) => {
                setX(String(atX))
                setY(String(atY))
              }
            : undefined,
          labels: {
            canvas: mayPoint ? t('served.variants.remarks.canvas') : label,
            zoomIn: t('served.variants.remarks.zoomIn'),
            zoomOut: t('served.variants.remarks.zoomOut'),
            whole: t('served.variants.remarks.whole'),
            wheel: t('map.wheel'),
            at: (atX, atY) => t('served.variants.remarks.at', { x: atX, y: atY }),
          },
        }}
      />
      <RemarkForm
        t={t}
        variant={variant}
        errors={errors}
        x={x}
        y={y}
        onMove={(atX, atY) => {
          setX(atX)
          setY(atY)
        }}
      />
      <RemarkList t={t} variant={variant} errors={errors} />
    </section>
  )
}

/** What is typed, as a place; null while it is none. */
function spotOf(x: string, y: string): [number, number] | null {
  const spot = [x, y].map((text) => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))))
  return spot.every(Number.isFinite) ? (spot as [number, number]) : null
}
