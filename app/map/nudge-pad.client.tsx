import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import ArrowRight from 'lucide-react/icons/arrow-right'
import ArrowUp from 'lucide-react/icons/arrow-up'
import type { AimLabels } from '#app/map/labels.ts'
import { MapButton } from '#app/map/map-controls.client.tsx'

export type NudgePadProps = { labels: AimLabels; onNudge: (x: number, y: number) => void }

/** Four buttons for those who cannot drag (WCAG 2.2, 2.5.7). */
export function NudgePad({ labels, onNudge }: NudgePadProps) {
  return (
    <fieldset className="map-nudge" aria-label={labels.nudge}>
      <MapButton label={labels.nudgeLeft} onPress={() => onNudge(-1, 0)}>
        <ArrowLeft aria-hidden="true" />
      </MapButton>
      <MapButton label={labels.nudgeUp} onPress={() => onNudge(0, -1)}>
        <ArrowUp aria-hidden="true" />
      </MapButton>
      <MapButton label={labels.nudgeDown} onPress={() => onNudge(0, 1)}>
        <ArrowDown aria-hidden="true" />
      </MapButton>
      <MapButton label={labels.nudgeRight} onPress={() => onNudge(1, 0)}>
        <ArrowRight aria-hidden="true" />
      </MapButton>
    </fieldset>
  )
}
