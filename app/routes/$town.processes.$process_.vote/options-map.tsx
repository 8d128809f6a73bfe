import { useState } from 'react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadOptionMap } from '#app/map/load.ts'
import { useMapFrameLabels } from '#app/map-labels.ts'
import { useTown } from '#app/town-ground.ts'
import type { OptionView } from './load.server.ts'

/** Where the options are: opened by whoever asks, so that a phone does not load a map to tick boxes. */
export function OptionsMap({ options }: { options: readonly OptionView[] }) {
  const t = usePageWords()
  const { ground } = useTown()
  const labels = useMapFrameLabels()
  const [isOpen, setIsOpen] = useState(false)
  const placed = options.flatMap(({ number, title, at }) => (at ? { number, title, at } : []))
  if (placed.length === 0) return null
  return (
    <details
      data-needs-script=""
      className="rounded-xl border border-line bg-surface"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-12 cursor-pointer items-center px-4 py-2.5 font-[560] hover:text-accent">
        {t('voting.mapOpen')}
      </summary>
      {isOpen && (
        <MapDoor
          load={loadOptionMap}
          labels={{ failed: t('map.failed') }}
          className="h-80 overflow-hidden rounded-b-xl border-t border-line bg-surface-2 lg:h-[26rem]"
          fallback={<p className="grid h-full place-items-center text-ink-2">{t('map.loading')}</p>}
          props={{
            ...ground,
            options: placed,
            labels: { ...labels, map: t('voting.mapLabel', { count: placed.length }) },
          }}
        />
      )}
    </details>
  )
}
