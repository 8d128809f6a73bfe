import { commissionPaths } from '#app/commission-paths.ts'
import { type Actor, can, type TownAct } from '#app/domain/permissions.ts'
import type { CheckName } from '#app/domain/readiness.ts'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'

type Fix = 'processes' | 'proofs' | 'session' | 'answers' | 'money' | 'page'

const FIX_OF: Record<CheckName, Fix> = {
  intakes: 'processes',
  'intake-days': 'proofs',
  announced: 'proofs',
  protocols: 'session',
  'protocols-published': 'proofs',
  participants: 'page',
  ages: 'page',
  answered: 'answers',
  funding: 'money',
  extra: 'money',
  running: 'money',
  photos: 'page',
}

const ACT_OF: Record<Fix, TownAct> = {
  processes: 'process:change',
  proofs: 'commission:change',
  session: 'commission:change',
  answers: 'desk:open',
  money: 'funding:change',
  page: 'town:read',
}

/** Where each line is mended, of the pages that this reader may open; null where that is for others. */
export function fixLinks(town: string, process: string, actor: Actor, t: T) {
  const to: Record<Fix, string> = {
    processes: paths.adminProcesses(town),
    proofs: commissionPaths.proofs(town, process),
    session: commissionPaths.newSession(town, process),
    answers: paths.deskAnswers(town),
    money: commissionPaths.editMoney(town, process),
    page: paths.process(town, process),
  }
  return Object.fromEntries(
    Object.entries(FIX_OF).map(([name, fix]) => [
      name,
      can(actor, ACT_OF[fix]) ? { to: to[fix], text: t(`served.readiness.fix.${fix}`) } : null,
    ]),
  ) as Record<CheckName, { to: string; text: string } | null>
}
