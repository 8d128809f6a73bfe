import { notFound } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { quorumIn } from '#app/domain/protocol.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getCommissionSession } from '#app/models/commission.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listVersions } from '#app/models/protocols.server.ts'
import type { Scene } from '#app/session.server.ts'

/**
 * A session as everybody reads it: its protocol, or what was announced.
 *
 * @param asked  a version of the protocol; null is the one in force
 * @throws a 404 of what is neither announced nor published
 */
export async function loadSession({ town, actor, locale }: Scene, id: string, asked: number | null) {
  const session = await getCommissionSession(town.id, id).catch(() => null)
  if (!session) throw notFound()
  const versions = await listVersions(town.id, id)
  const shown = asked === null ? versions[0] : versions.find(({ version }) => version === asked)
  const mayChange = can(actor, 'commission:change')
  if (asked !== null && !shown) throw notFound()
  if (!shown && !session.isAnnounced && !mayChange) throw notFound()
  const processes = await listProcesses(town.id)
  const process = processes.find((row) =>
    shown ? row.slug === shown.content.process?.slug : row.id === session.processId,
  )
  const t = tOf(locale)
  return {
    words: servedWords(locale, 'commission'),
    id,
    number: session.number,
    mayChange,
    pageTitle: t(shown ? 'served.commission.protocolOf' : 'served.commission.sessionOf', {
      number: session.number,
    }),
    title: shown?.content.title ?? session.title,
    place: shown?.content.place ?? session.place,
    heldAt: new Date(shown?.content.heldAt ?? session.heldAt),
    stage: shown?.content.stage ?? session.stage,
    process: process ? { slug: process.slug, title: localized(process, 'title', locale) } : null,
    agenda: (shown?.content.items ?? session.items).map(({ question }, i) => ({ key: String(i), question })),
    protocol: shown ? { ...shown, quorum: quorumIn(shown.content) } : null,
    versions: versions.map(({ version, publishedAt, reason }) => ({ version, publishedAt, reason })),
  }
}

export type SessionData = Awaited<ReturnType<typeof loadSession>>
