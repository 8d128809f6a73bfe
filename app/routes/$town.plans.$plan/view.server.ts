import { data } from '@remix-run/node'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { isUsuallyShown } from '#app/domain/plan-attributes.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { countAnswersNaming, listMentioned } from '#app/models/plan-mentions.server.ts'
import { findVariant, getVariant, listPlanLayers } from '#app/models/plans.server.ts'
import { mayAnswer } from '#app/models/publish-plan.server.ts'
import type { Scene } from '#app/session.server.ts'

/** What the address of a withdrawn plan says, that answers may lead to. */
export type Gone = { gone: Record<'title' | 'text' | 'others', string> }

/** Everything that a plan's page shows to this reader. @throws {Refusal} 'plan.not-found'; of a withdrawn one `Gone`, 410 */
export async function loadPlan({ town, actor, locale }: Scene, id: string) {
  const mayChange = can(actor, 'plan:change')
  if (!mayChange && (await findVariant(town.id, id))?.state === 'withdrawn') throw gone(tOf(locale))
  const variant = await getVariant(town.id, id, { isStaff: mayChange })
  const [layers, mentioned] = await Promise.all([listPlanLayers(town.id, id), listMentioned(town.id, id)])
  return {
    words: servedWords(locale, 'plans'),
    id,
    title: variant.title,
    version: variant.version,
    body: variant.body,
    state: variant.state,
    publishedAt: variant.publishedAt,
    layers,
    box: variant.box,
    mentioned: mentioned.map(({ number, objects, decision, ...row }) => ({
      number,
      objects,
      decision,
      title: localized(row, 'title', locale),
    })),
    /** For the staff only: what the file was, and what was wrong with it. */
    staff: mayChange
      ? {
          fileName: variant.fileName,
          fileBytes: variant.fileBytes,
          problems: variant.problems,
          moreProblems: variant.moreProblems,
          attributes: variant.attributes.map((one) => ({ ...one, isTicked: isUsuallyShown(one.name) })),
          /** Of what this reader may answer. */
          unanswered: mentioned.filter((one) => actor !== null && mayAnswer(actor, one)).length,
          answersNaming: variant.state === 'withdrawn' ? await countAnswersNaming(town.id, id) : 0,
        }
      : null,
  }
}

function gone(t: ReturnType<typeof tOf>) {
  const told: Gone = {
    gone: {
      title: t('served.plans.goneTitle'),
      text: t('served.plans.goneText'),
      others: t('served.plans.title'),
    },
  }
  return data(told, { status: 410 })
}

export type PlanData = Awaited<ReturnType<typeof loadPlan>>
