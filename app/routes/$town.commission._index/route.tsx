import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { sittingOn } from '#app/domain/protocol.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { listMembers, listSessions } from '#app/models/commission.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listProtocols } from '#app/models/protocols.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { MemberTable } from './member-table.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, actor, locale } = await getScene(request, townParams.parse(params).town)
    const mayChange = can(actor, 'commission:change')
    const [members, sessions, protocols, processes] = await Promise.all([
      listMembers(town.id),
      listSessions(town.id),
      listProtocols(town.id),
      listProcesses(town.id),
    ])
    const sitting = sittingOn(members, wallTimeOf(new Date(), town.timeZone).slice(0, 10))
    return {
      words: servedWords(locale, 'commission'),
      title: tOf(locale)('served.commission.title'),
      mayChange,
      sitting,
      former: members.filter((member) => !sitting.includes(member)),
      sessions: sessions.flatMap((session) => {
        const protocol = protocols.get(session.id)
        const state = protocol ? 'published' : session.isAnnounced ? 'coming' : 'draft'
        if (state === 'draft' && !mayChange) return []
        // Everybody reads the protocol's own words, whatever the draft of a correction says.
        const said = protocol?.content ?? session
        const process = processes.find(({ id }) => id === session.processId)
        return [
          {
            id: session.id,
            number: session.number,
            state: state as 'published' | 'coming' | 'draft',
            title: said.title,
            place: said.place,
            heldAt: new Date(said.heldAt),
            stage: said.stage,
            process: process
              ? localized(process, 'title', locale)
              : (protocol?.content.process?.title ?? null),
          },
        ]
      }),
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

/** Who sits in the commission, and what it did. */
export default function Commission() {
  const { frame, locale, timeZone } = useTown()
  const { words, mayChange, sitting, former, sessions } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const heading = 'text-2xl font-semibold tracking-tight'
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: paths.town(frame.slug), text: frame.name }]}
          />
        }
        title={t('served.commission.title')}
        lead={t('served.commission.lead')}
        actions={
          mayChange && (
            <>
              <ButtonLink to={commissionPaths.newSession(frame.slug)}>
                {t('served.commission.newSession')}
              </ButtonLink>
              <ButtonLink to={commissionPaths.members(frame.slug)} variant="secondary">
                {t('served.commission.toMembers')}
              </ButtonLink>
            </>
          )
        }
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10">
        <section aria-labelledby="sessions" className="grid gap-4">
          <h2 id="sessions" className={heading}>
            {t('served.commission.sessions')}
          </h2>
          {sessions.length === 0 && <p>{t('served.commission.noSessions')}</p>}
          <ul className="grid gap-4 md:grid-cols-2">
            {sessions.map(({ id, number, state, title, place, heldAt, process }) => (
              <Card key={id} as="li" className="grid content-start gap-2">
                <p className="flex flex-wrap items-center gap-3 text-sm text-ink-2">
                  <Badge tone={state === 'published' ? 'leaf' : state === 'coming' ? 'sky' : 'neutral'}>
                    {t(`served.commission.${state}`)}
                  </Badge>
                  {t('served.commission.sessionOf', { number })}
                </p>
                <h3 className="text-lg font-semibold">
                  <CardLink to={commissionPaths[state === 'draft' ? 'edit' : 'session'](frame.slug, id)}>
                    <OwnWords text={title} />
                  </CardLink>
                </h3>
                <p className="text-sm">
                  {formatDateTime(heldAt, locale, timeZone)}. <OwnWords text={place} />
                </p>
                {process && (
                  <p className="text-sm text-ink-2">
                    <OwnWords text={process} />
                  </p>
                )}
              </Card>
            ))}
          </ul>
        </section>
        <div className="grid min-w-0 gap-4">
          <h2 className={heading}>{t('served.commission.members')}</h2>
          {sitting.length === 0 ? (
            <p>{t('served.commission.noMembers')}</p>
          ) : (
            <MemberTable t={t} caption={t('served.commission.members')} members={sitting} />
          )}
          {former.length > 0 && (
            <MemberTable t={t} caption={t('served.commission.formerMembers')} members={former} isShown />
          )}
        </div>
      </div>
    </Container>
  )
}
