import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useTown } from '#app/town-ground.ts'
import { AuthorName } from '#app/ui/author-name.tsx'
import { Badge } from '#app/ui/badge.tsx'
import { Time } from '#app/ui/time.tsx'
import { RemarkReport } from './remark-report.tsx'
import type { VariantData } from './view.server.ts'

const TONES = { taken: 'leaf', partly: 'ochre', not_taken: 'brick' } as const

interface Props {
  t: T
  variant: VariantData
  errors: ReturnType<typeof formErrors>
}

/** The remarks in words: the same set as the marks on the drawing. */
export function RemarkList({ t, variant, errors }: Props) {
  const { remarks } = variant
  if (remarks.length === 0) return <p className="text-ink-2">{t('served.variants.remarks.empty')}</p>
  return (
    <ol className="grid gap-6">
      {remarks.map((remark) => (
        <li key={remark.id}>
          <RemarkCard t={t} remark={remark} variant={variant} errors={errors} />
        </li>
      ))}
    </ol>
  )
}

function RemarkCard({ t, remark, variant, errors }: Props & { remark: VariantData['remarks'][number] }) {
  const { locale, timeZone } = useTown()
  const { number, at, author, body, version, visibility, resolution, reply, hiddenReason } = remark
  const isOpen = visibility === 'published' && resolution === null
  return (
    <article
      id={`r-${number}`}
      className="grid gap-1.5 target:rounded-lg target:outline-2 target:outline-offset-8 target:outline-accent"
    >
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
        {t('served.variants.remarks.number', { number })}
        {resolution && (
          <Badge tone={TONES[resolution]}>{t(`served.variants.remarks.resolution.${resolution}`)}</Badge>
        )}
        {isOpen && <Badge>{t('served.variants.remarks.open')}</Badge>}
        {version !== variant.shown.version && (
          <Badge tone="sky">{t('served.variants.remarks.aboutVersion', { version })}</Badge>
        )}
      </h3>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-ink-2">
        <AuthorName
          name={author ?? t('common.anonymous')}
          lang={author ? textLang(author, locale) : undefined}
        />
        <Time value={remark.createdAt} locale={locale} timeZone={timeZone} />
        {body !== null && (
          <span className="tabular-nums">
            {at
              ? t('served.variants.remarks.spot', { x: Math.round(at[0]), y: Math.round(at[1]) })
              : t('served.variants.remarks.noPlace')}
          </span>
        )}
        {visibility === 'pending' && <span>{t('served.variants.remarks.pending')}</span>}
      </p>
      {body === null ? (
        <p className="text-ink-2 italic">
          {hiddenReason
            ? t('served.variants.remarks.hiddenBecause', { reason: hiddenReason })
            : t('served.variants.remarks.hidden')}
        </p>
      ) : (
        <p className="max-w-[42rem] break-words whitespace-pre-line" lang={textLang(body, locale)}>
          {body}
        </p>
      )}
      {reply && (
        <div className="mt-1 max-w-[42rem] border-l-2 border-line pl-4">
          <p className="text-sm font-[560]">{t('served.variants.remarks.reply')}</p>
          <p className="break-words whitespace-pre-line" lang={textLang(reply, locale)}>
            {reply}
          </p>
        </div>
      )}
      {visibility === 'published' && !remark.isOwn && variant.isSignedIn && (
        <RemarkReport t={t} remark={remark} errors={errors} />
      )}
    </article>
  )
}
