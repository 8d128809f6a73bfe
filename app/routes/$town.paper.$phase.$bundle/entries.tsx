import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { BundleView } from './load.server.ts'

/** How far each of the two entries is, and who types it. */
export function Entries({ view }: { view: BundleView }) {
  const t = useWords()
  const { frame } = useTown()
  const { bundle, phaseId, passes } = view
  return (
    <ul className="mt-8 grid gap-4 md:grid-cols-2">
      {passes.map(({ pass, typed, clerk, isOwn, isFinished }) => (
        <Card key={pass} as="li" className="grid content-start gap-3">
          <h2 className="text-xl font-semibold">{t(`paper.pass.${pass}`)}</h2>
          <p className="flex flex-wrap items-center gap-3 text-ink-2 tabular-nums">
            <Badge tone={isFinished ? 'leaf' : 'neutral'}>
              {isFinished ? t('paper.done') : t('paper.typedOf', { typed, found: bundle.found })}
            </Badge>
            {clerk && <span>{t('paper.byClerk', { clerk })}</span>}
          </p>
          {!isFinished && isOwn && (
            <ButtonLink
              to={`${paths.paperBundle(frame.slug, phaseId, bundle.id)}?pass=${pass}`}
              className="justify-self-start"
            >
              {t(typed > 0 ? `paper.resume.${pass}` : `paper.begin.${pass}`)}
            </ButtonLink>
          )}
        </Card>
      ))}
    </ul>
  )
}
