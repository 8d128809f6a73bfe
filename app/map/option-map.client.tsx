import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'

const SIZE_PX = 32

/** An option of a ballot; `number` is printed on it. */
export type MapOption = { number: number; title: string; at: readonly [lng: number, lat: number] }

export type OptionMapProps = MapGround & { options: readonly MapOption[]; labels: MapFrameLabels }

/** The options of a ballot by their printed numbers. A number leads to its card in the list. */
export function OptionMap({ options, labels, ...ground }: OptionMapProps) {
  return (
    <div className="map-box">
      <MapFrame ground={ground} labels={labels} fit={boxOf(options)}>
        <OptionMarks options={options} />
      </MapFrame>
    </div>
  )
}

function OptionMarks({ options }: { options: readonly MapOption[] }) {
  const map = useMap()
  useEffect(
    function drawOptions() {
      const marks = options.map(({ number, title, at: [lng, lat] }) => {
        const icon = L.divIcon({
          className: 'map-cluster',
          iconSize: [SIZE_PX, SIZE_PX],
          html: `<span>${Number(number)}</span>`,
        })
        const mark = L.marker([lat, lng], { icon, title: `${number}. ${title}`, alt: `${number}. ${title}` })
        return mark.on('click', () => goToCard(number)).addTo(map)
      })
      return function eraseOptions() {
        for (const mark of marks) mark.remove()
      }
    },
    [map, options],
  )
  return null
}

function goToCard(number: number) {
  const card = document.getElementById(`card-${number}`)
  card?.scrollIntoView({ block: 'center' })
  card?.querySelector<HTMLElement>('input, select')?.focus({ preventScroll: true })
}

function boxOf(options: readonly MapOption[]): Bbox {
  const lngs = options.map(({ at }) => at[0])
  const lats = options.map(({ at }) => at[1])
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
