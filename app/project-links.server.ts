import { commissionPaths } from '#app/commission-paths.ts'
import { can } from '#app/domain/permissions.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { hasFunding } from '#app/models/funding.server.ts'
import { listPublished } from '#app/models/protocols.server.ts'
import type { Scene } from '#app/session.server.ts'

export interface ProjectLink {
  to: string
  text: string
}

/** Where a process's protocols and money are; for the staff also where they are prepared. */
export async function projectLinks(
  { town, actor, locale }: Scene,
  process: { id: string; slug: string },
): Promise<ProjectLink[]> {
  const t = tOf(locale)
  const [protocols, isFunded] = await Promise.all([
    listPublished(town.id, process.id),
    hasFunding(town.id, process.id),
  ])
  const link = (isShown: boolean, to: string, text: string) => (isShown ? [{ to, text }] : [])
  const [mayCommission, mayFund] = [can(actor, 'commission:change'), can(actor, 'funding:change')]
  return [
    ...protocols.map(({ id, number }) => ({
      to: commissionPaths.session(town.slug, id),
      text: t('served.commission.protocolOf', { number }),
    })),
    ...link(isFunded || mayFund, commissionPaths.money(town.slug, process.slug), t('served.money.link')),
    ...link(mayCommission, commissionPaths.index(town.slug), t('served.commission.title')),
    ...link(
      can(actor, 'readiness:read'),
      commissionPaths.readiness(town.slug, process.slug),
      t('served.readiness.title'),
    ),
    ...link(
      mayCommission,
      commissionPaths.proofs(town.slug, process.slug),
      t('served.commission.proofsTitle'),
    ),
  ]
}
