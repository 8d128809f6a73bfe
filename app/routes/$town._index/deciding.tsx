import { daysUntil, formatDate } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import type { ProcessView } from '#app/process-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { Anchor, TextLink } from '#app/ui/link.tsx'

const TONE = { collect: 'accent', discuss: 'sky', vote: 'ochre', results: 'leaf' } as const

/** What is being decided, until when, and the one button; the rest of the processes in a line under it. */
export function Deciding({
  processes,
  loadedAt,
  title,
}: {
  processes: ProcessView[]
  loadedAt: Date
  title: string
}) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const [main, ...rest] = processes
  const isVote = (process: ProcessView) => process.now?.acts.includes('vote') ?? false
  // An open vote comes first in the line: on a phone it ends where the screen does.
  const others = [...rest.filter(isVote), ...rest.filter((process) => !isVote(process))]
  if (!main) {
    return (
      <Container width="wide" className="py-6">
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-2 text-ink-2">{t('town.nothingOpenText')}</p>
      </Container>
    )
  }
  const mayAdd = main.now?.acts.includes('pin') || main.now?.acts.includes('propose')
  return (
    <Container width="wide" className="pt-4 pb-4 sm:pt-7 sm:pb-6">
      <div className="grid gap-3 sm:flex sm:items-end sm:justify-between sm:gap-8">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
            {main.now && <Badge tone={TONE[main.now.kind]}>{t(`phases.${main.now.kind}`)}</Badge>}
            {main.now?.endsAt && main.now.state === 'open' && (
              <span>
                {t('phases.until', { date: formatDate(main.now.endsAt, locale, timeZone) })},{' '}
                {daysUntil(main.now.endsAt, loadedAt) === 0
                  ? t('phases.lastDay')
                  : t('phases.daysLeft', { count: daysUntil(main.now.endsAt, loadedAt) })}
              </span>
            )}
          </p>
          <h1 className="mt-1.5 text-2xl leading-tight font-semibold tracking-tight text-balance sm:text-4xl">
            <Anchor
              to={paths.process(frame.slug, main.slug)}
              className="no-underline hover:text-accent hover:underline"
            >
              {main.title}
            </Anchor>
          </h1>
          <p className="mt-1 max-w-3xl text-ink-2 line-clamp-1 sm:line-clamp-none">{main.question}</p>
        </div>
        {isVote(main) && (
          <ButtonLink to={paths.vote(frame.slug, main.slug)} className="w-full shrink-0 sm:w-auto">
            {t('town.vote')}
          </ButtonLink>
        )}
        {mayAdd && (
          <ButtonLink
            to={paths.add(frame.slug, { process: main.slug })}
            className="w-full shrink-0 sm:w-auto"
          >
            {t('town.addButton')}
          </ButtonLink>
        )}
      </div>
      {others.length > 0 && (
        <nav aria-label={t('town.otherProcesses')} className="relative mt-2 overflow-x-auto sm:mt-4">
          <ul className="flex w-max gap-x-6 gap-y-1 text-sm sm:w-auto sm:flex-wrap">
            {others.map((process) => (
              <li key={process.id} className="flex items-center gap-3">
                <Anchor
                  to={paths.process(frame.slug, process.slug)}
                  className="inline-flex min-h-10 items-center gap-2 hover:text-accent hover:underline"
                >
                  {process.now && (
                    <Badge tone={TONE[process.now.kind]}>{t(`phases.${process.now.kind}`)}</Badge>
                  )}
                  {process.title}
                </Anchor>
                {isVote(process) && (
                  <TextLink
                    to={paths.vote(frame.slug, process.slug)}
                    className="link inline-flex min-h-10 items-center font-[560]"
                  >
                    {t('town.vote')}
                    <span className="sr-only">: {process.title}</span>
                  </TextLink>
                )}
              </li>
            ))}
          </ul>
        </nav>
      )}
    </Container>
  )
}
