import { TRIAL_EVENT } from '#app/domain/sharing.ts'
import { getFeatureById } from '#app/models/feature-rows.server.ts'
import { listNewestAnswers } from '#app/models/newest-answers.server.ts'
import { getTownById } from '#app/models/towns.server.ts'
import type { Delivery } from '#app/models/webhook-queue.server.ts'
import { getOpenResultOfPhase } from './results.server.ts'
import { openContribution, openGeometry, openNames } from './shapes.server.ts'

/**
 * What a webhook is told, as the public sees it in the moment of sending; null when the public no longer sees it, and the
 * receiver is not told of it either.
 */
export async function webhookBody({ townId, event, subjectId, createdAt }: Delivery): Promise<string | null> {
  const town = await getTownById(townId)
  const tell = (data: object) =>
    JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data: { town: town.slug, ...data } })
  if (event === TRIAL_EVENT) return tell({})
  if (event.startsWith('result.')) {
    const result = await getOpenResultOfPhase(town, subjectId, 'ru')
    return result && tell({ result })
  }
  const row = await getFeatureById(townId, subjectId)
  if (event === 'contribution.removed') {
    // Its number was public; what it said is not any more. Shown again meanwhile, it was not removed.
    return row === null || row.visibility === 'published' ? null : tell({ number: row.number })
  }
  if (row?.visibility !== 'published') return null
  const [names, answers] = await Promise.all([openNames(town, 'ru'), listNewestAnswers(townId, [subjectId])])
  return tell({
    contribution: {
      ...openContribution(row, names),
      answer: answers.get(subjectId)?.body ?? null,
      geometry: openGeometry(row),
    },
  })
}
