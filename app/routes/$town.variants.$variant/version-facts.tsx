import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { VariantData } from './view.server.ts'

/** What a version is about, what it costs, how it is built, what is gained and paid for it. */
export function VersionFacts({ t, variant }: { t: T; variant: VariantData }) {
  const { frame } = useTown()
  const { shown, space, option } = variant
  return (
    <>
      {shown.note && <p className="max-w-[42rem]">{t('served.variants.whatIsNew', { note: shown.note })}</p>}
      {shown.body && <p className="max-w-[42rem] whitespace-pre-line">{shown.body}</p>}
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Card as="section" className="grid content-start gap-2">
          <h2 className="text-lg font-semibold">{t('served.variants.cost')}</h2>
          <p className="text-xl font-[600] tabular-nums">{shown.cost ?? t('served.variants.noCost')}</p>
          <p className="text-sm text-ink-2">
            {t('served.variants.space')}:{' '}
            {space ? (
              <TextLink to={paths.space(frame.slug, space.slug)}>{space.name}</TextLink>
            ) : (
              t('served.variants.noSpace')
            )}
          </p>
          {option && (
            <p className="text-sm">
              <TextLink to={paths.contribution(frame.slug, option.number)}>
                {t('served.variants.inVote', { number: `№\u00a0${option.number}` })}
              </TextLink>
            </p>
          )}
        </Card>
        {(['works', 'gains', 'losses'] as const).map((name) => (
          <Card key={name} as="section" className="grid content-start gap-2">
            <h2 className="text-lg font-semibold">{t(`served.variants.${name}`)}</h2>
            <Lines lines={shown[name]} none={t('served.variants.none')} isOrdered={name === 'works'} />
          </Card>
        ))}
      </div>
    </>
  )
}

export function Lines({
  lines,
  none,
  isOrdered = false,
}: {
  lines: string[]
  none: string
  isOrdered?: boolean
}) {
  if (lines.length === 0) return <p>{none}</p>
  const Tag = isOrdered ? 'ol' : 'ul'
  return (
    <Tag className={isOrdered ? 'list-decimal pl-5' : 'list-disc pl-5'}>
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </Tag>
  )
}
