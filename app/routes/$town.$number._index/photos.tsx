import type { formErrors } from '#app/form-errors.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Photo } from '#app/ui/photo.tsx'
import type { ContributionData } from './load.server.ts'
import { ReportForm } from './report-form.tsx'

interface Props {
  contribution: ContributionData
  errors: ReturnType<typeof formErrors>
}

/** The pictures, each a link to its large size, and each to be reported by itself. */
export function Photos({ contribution, errors }: Props) {
  const t = useWords()
  const { locale } = useTown()
  const { photos, mine, visibility } = contribution
  if (photos.length === 0) return null
  return (
    <ul
      aria-label={t('contribution.photos')}
      className={photos.length > 1 ? 'grid gap-3 sm:grid-cols-2' : 'grid gap-3'}
    >
      {photos.map((photo, i) => (
        <li key={photo.id} className="grid min-w-0 content-start">
          <a
            href={photo.large}
            lang={textLang(photo.alt, locale)}
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
          {photo.isHidden && (
            <p className="py-2 text-sm text-ink-2 italic">{t('contribution.photoHidden')}</p>
          )}
          {visibility === 'published' && !photo.isHidden && !mine.isOwn && (
            <ReportForm
              subject="photo"
              subjectId={photo.id}
              isSignedIn={mine.isSignedIn}
              errors={errors}
              summary={photos.length > 1 ? t('report.photoNumber', { position: i + 1 }) : t('report.photo')}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
