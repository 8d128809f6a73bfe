import { prepareDeskWork } from './desk-work.ts'
import { rowOf } from './rows.ts'
import { type Site, startSite } from './site.ts'
import { sendOne } from './town.ts'
import { visitAs } from './visitor.ts'
import { type Step, stepsOf } from './walk-list.ts'
import { makeWalker, type Walker } from './walkers.ts'

export interface WalkedSite {
  site: Site
  /** Everything that may be asked of the program, with fields that would do it. */
  steps: Step[]
  /** A resident with a proposal of their own, which the steps speak of. */
  author: Walker
  own: { id: string; number: number }
  /** The id of another town, `/sosednij`. */
  foreignTown: string
}

/** A site with a second town, and the list of all that may be asked of it. */
export async function startWalkedSite(env: Record<string, string> = {}): Promise<WalkedSite> {
  const site = await startSite({ env })
  const made = await visitAs(site.origin, 'admin').post('/towns/new', {
    name: 'Соседний',
    slug: 'sosednij',
    timeZone: 'Europe/Moscow',
    center: '57.9, 45.9',
  })
  if (made.status !== 302) throw new Error(`No second town: ${made.status}`)
  const author = await makeWalker(site, 'author')
  const own = await sendOne(site, author.visitor, 'proposal')
  const { id } = rowOf<{ id: string }>(site, "select id from towns where slug = 'sosednij'")
  return { site, steps: stepsOf(site, own, await prepareDeskWork(site)), author, own, foreignTown: id }
}
