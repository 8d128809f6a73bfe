import '@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css'
import type { Area } from '#app/domain/geometry/positions.ts'
import { DrawLayer, type DrawnShape } from '#app/map/draw-layer.client.tsx'
import type { DrawMapLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'

export type { DrawnShape }

type One = { mode: 'one'; value: Area | null; onChange: (value: Area | null) => void }
type Many = { mode: 'many'; value: DrawnShape[]; onChange: (value: DrawnShape[]) => void }

export type DrawMapProps = MapGround & (One | Many) & { labels: DrawMapLabels }

/** For staff at a desk: one boundary, or several named areas. The keyboard's way is a text field beside it. */
export function DrawMap(props: DrawMapProps) {
  const { labels, locale } = props
  const shapes = props.mode === 'many' ? props.value : oneAsMany(props.value)
  function change(next: DrawnShape[]) {
    if (props.mode === 'many') props.onChange(next)
    else props.onChange(next.at(-1)?.geometry ?? null)
  }
  return (
    <div className={props.mode === 'many' ? 'map-draw' : 'map-box'}>
      <MapFrame ground={{ ...props, boundary: props.mode === 'one' ? null : props.boundary }} labels={labels}>
        <DrawLayer
          shapes={shapes}
          isSingle={props.mode === 'one'}
          newName={labels.shape}
          locale={locale}
          onChange={change}
        />
      </MapFrame>
      {props.mode === 'many' && <Names shapes={shapes} labels={labels} onChange={change} />}
    </div>
  )
}

type NamesProps = { shapes: DrawnShape[]; labels: DrawMapLabels; onChange: (next: DrawnShape[]) => void }

function Names({ shapes, labels, onChange }: NamesProps) {
  return (
    <ul className="map-sheet">
      {shapes.map((shape, i) => (
        <li key={shape.id} className="map-actions">
          <input
            className="control"
            aria-label={`${labels.rename} ${i + 1}`}
            value={shape.name}
            onChange={(event) =>
              onChange(shapes.map((one) => (one === shape ? { ...one, name: event.target.value } : one)))
            }
          />
          <button
            type="button"
            className="link"
            aria-label={`${labels.remove}: ${shape.name}`}
            onClick={() => onChange(shapes.filter((one) => one !== shape))}
          >
            {labels.remove}
          </button>
        </li>
      ))}
    </ul>
  )
}

const known = new WeakMap<Area, DrawnShape[]>()

/** The same list for the same geometry, so that typing elsewhere redraws nothing. */
function oneAsMany(geometry: Area | null): DrawnShape[] {
  if (!geometry) return NONE
  const list = known.get(geometry) ?? [{ id: 'one', name: '', geometry }]
  known.set(geometry, list)
  return list
}

const NONE: DrawnShape[] = []
