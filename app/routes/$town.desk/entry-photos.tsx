import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Photo } from '#app/ui/photo.tsx'
import type { DeskData } from './load.server.ts'

/** The pictures in small, each with the words that describe it: those are published, too. */
export function EntryPhotos({ photos }: { photos: DeskData['items'][number]['photos'] }) {
  const t = useWords()
  const { locale } = useTown()
  if (photos.length === 0) return null
  return (
    <ul aria-label={t('contribution.photos')} className="flex flex-wrap gap-4">
      {photos.map((photo) => (
        <li key={photo.id} className="grid w-40 content-start gap-1.5">
          <a
            href={photo.large}
            className="block overflow-hidden rounded-lg"
            aria-label={`${t('contribution.openPhoto')}${photo.alt ? `: ${photo.alt}` : ''}`}
          >
            <Photo
              src={photo.small}
              alt={photo.alt}
              width={photo.width}
              height={photo.height}
              className="h-28 w-40 object-cover"
            />
          </a>
          <p
            className="text-sm text-ink-2 break-words"
            lang={photo.alt ? textLang(photo.alt, locale) : undefined}
          >
            {photo.alt || t('desk.noAlt')}
          </p>
        </li>
      ))}
    </ul>
  )
}
