import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Photo } from '#app/ui/photo.tsx'
import type { ContributionData } from './load.server.ts'

/** The pictures, each a link to its large size. */
export function Photos({ photos }: { photos: ContributionData['photos'] }) {
  const t = useWords()
  const { locale } = useTown()
  if (photos.length === 0) return null
  return (
    <ul
      aria-label={t('contribution.photos')}
      className={photos.length > 1 ? 'grid gap-3 sm:grid-cols-2' : 'grid gap-3'}
    >
      {photos.map((photo) => (
        <li key={photo.id} lang={textLang(photo.alt, locale)}>
          <a
            href={photo.large}
            className="block overflow-hidden rounded-xl"
            aria-label={`${t('contribution.openPhoto')}${photo.alt ? `: ${photo.alt}` : ''}`}
          >
            <Photo
              src={photo.medium}
              srcSet={`${photo.small} 320w, ${photo.medium} 960w, ${photo.large} 1920w`}
              sizes="(min-width: 64rem) 45rem, 100vw"
              width={photo.width}
              height={photo.height}
              alt={photo.alt}
              className="h-auto w-full"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}
