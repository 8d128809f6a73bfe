import type { ActSubject } from '#app/domain/permissions.ts'
import { rowOf } from './rows.ts'
import type { Site } from './site.ts'
import { published, sendOne, TOWN } from './town.ts'
import { type Visitor, visitAs } from './visitor.ts'
import { makeWalker } from './walkers.ts'

interface Entry {
  id: string
  number: number
  about: ActSubject
}

/** What the desk has done and can be asked to do or to undo, so that a walk reaches the permission of each act. */
export interface DeskWork {
  /** Of each kind: two that may be merged, and what another was merged into. */
  pairs: { noun: 'pin' | 'proposal'; from: Entry; into: Entry; host: Entry; mergeId: string }[]
  batchId: string
  /** What the batch was about. */
  decided: Entry
  blocked: { personId: string; blockId: string; appealId: string }
}

/** Does the work: merges, a decision about many, a block and the answer to it. */
export async function prepareDeskWork(site: Site): Promise<DeskWork> {
  const moderator = visitAs(site.origin, 'moderator')
  const anna = visitAs(site.origin, 'anna')
  const pairs = [
    { noun: 'pin' as const, ...(await mergeSome(site, moderator, anna, 'pin')) },
    { noun: 'proposal' as const, ...(await mergeSome(site, moderator, anna, 'proposal')) },
  ]
  const decided = entryOf(site, published(site, 'collect', 'proposal', 1).id)
  const many = await moderator.post(`${TOWN}/desk`, {
    intent: 'bulk',
    act: 'dismiss',
    pick: `contribution ${decided.id} ${Date.now()}`,
    reason: '',
  })
  const batchId = new URLSearchParams(many.location.split('?')[1]).get('batch')
  if (!batchId) throw new Error(`Nothing was decided together: ${many.status} ${many.location}`)
  return { pairs, batchId, decided, blocked: await blockOne(site, moderator) }
}

async function mergeSome(site: Site, moderator: Visitor, anna: Visitor, kind: 'pin' | 'proposal') {
  const sent: Entry[] = []
  for (let n = 0; n < 4; n++) sent.push(entryOf(site, (await sendOne(site, anna, kind)).id))
  const [from, into, merged, host] = sent as [Entry, Entry, Entry, Entry]
  const fields = { intent: 'merge', into: String(host.number), reason: 'Об одном' }
  await moderator.post(`${TOWN}/${merged.number}/desk`, fields)
  const { id } = rowOf<{ id: string }>(site, 'select id from merges where from_id = ?', merged.id)
  return { from, into, host, mergeId: id }
}

async function blockOne(site: Site, moderator: Visitor) {
  const { visitor, actor } = await makeWalker(site, 'blocked')
  const { personId } = actor!
  await moderator.post(`${TOWN}/people/${personId}`, { intent: 'block', days: '7', reason: 'Рассылка' })
  const block = rowOf<{ id: string }>(site, 'select id from blocks where person_id = ?', personId)
  await visitor.post(`${TOWN}/appeal`, { body: 'Это не рассылка' })
  const appeal = rowOf<{ id: string }>(site, 'select id from appeals where author_id = ?', personId)
  return { personId, blockId: block.id, appealId: appeal.id }
}

function entryOf(site: Site, id: string): Entry {
  const row = rowOf<{
    number: number
    author_id: string | null
    space_id: string | null
    category_id: string | null
  }>(site, 'select * from contributions where id = ?', id)
  const about = { authorId: row.author_id, spaceId: row.space_id, categoryId: row.category_id }
  return { id, number: row.number, about }
}
