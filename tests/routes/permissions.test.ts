import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACTS, type Act, type Actor, type ActSubject, can, ROLES } from '#app/domain/permissions.ts'
import { prepareDeskWork } from './helpers/desk-work.ts'
import { collectRoutes } from './helpers/intents.ts'
import { rowOf, stored } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { published, sendOne } from './helpers/town.ts'
import { type Answer, visit, visitAs } from './helpers/visitor.ts'
import { type Step, stepsOf } from './helpers/walk-list.ts'
import { makeWalker, type Walker } from './helpers/walkers.ts'

/** Acts that no route of their own asks: they are part of another intent, and tested there. */
const WITHOUT_ROUTE: Act[] = ['comment:write-officially', 'ballot:cast-by-code']

let site: Site
let steps: Step[]
let walkers: Walker[]
beforeAll(async () => {
  site = await startSite()
  const admin = visitAs(site.origin, 'admin')
  const made = await admin.post('/towns/new', {
    name: 'Соседний',
    slug: 'sosednij',
    timeZone: 'Europe/Moscow',
    center: '57.9, 45.9',
  })
  expect(made.status).toBe(302)
  const author = await makeWalker(site, 'author')
  const own = await sendOne(site, author.visitor, 'proposal')
  steps = stepsOf(site, own, await prepareDeskWork(site))
  const target = published(site, 'collect', 'proposal')
  const { space_id } = rowOf<{ space_id: string }>(
    site,
    'select space_id from contributions where id = ?',
    target.id,
  )
  const { id: elsewhere } = rowOf<{ id: string }>(site, 'select id from spaces where id <> ?', space_id)
  walkers = [
    { name: 'nobody', visitor: visit(site.origin), actor: null },
    author,
    await makeWalker(site, 'resident'),
    ...(await Promise.all(ROLES.map((role) => makeWalker(site, role, { role })))),
    await makeWalker(site, 'limited here', {
      role: 'moderator',
      limits: { spaceIds: [space_id], categoryIds: [] },
    }),
    await makeWalker(site, 'limited elsewhere', {
      role: 'moderator',
      limits: { spaceIds: [elsewhere], categoryIds: [] },
    }),
    await makeWalker(site, 'platform admin', { isPlatformAdmin: true }),
    await makeWalker(site, 'platform admin without the second factor', {
      isPlatformAdmin: true,
      isHalf: true,
    }),
    await makeWalker(site, 'admin without the second factor', { role: 'admin', isHalf: true }),
    await makeWalker(site, 'foreign admin', { isForeign: true }),
  ]
})
afterAll(() => site?.stop())

const may = (actor: Actor | null, { act, about }: Step) =>
  (can as (actor: Actor | null, act: Act, about?: ActSubject) => boolean)(actor, act, about)

function ask(walker: Walker, { path, fields }: Step): Promise<Answer> {
  return fields ? walker.visitor.post(path, fields) : walker.visitor.get(path)
}

function isRefused({ status, location }: Answer): boolean {
  return (
    [401, 403, 404].includes(status) || (status === 302 && /^\/sign-in(\/second)?\?returnTo=/.test(location))
  )
}

const nameOf = (walker: Walker, step: Step) =>
  `${walker.name}: ${step.intent ?? 'page'} of ${step.route} (${step.act}) at ${step.path}`

describe('the list of what may be asked', () => {
  test('has every route and every intent of the program', () => {
    const listed = (route: string, isPage: boolean) =>
      steps.filter((step) => step.route === route && (step.intent === null) === isPage)
    const missing: string[] = []
    for (const { route, hasLoader, hasAction, intents } of collectRoutes()) {
      // The page for addresses that nobody knows: it refuses everybody.
      if (route === '$') continue
      if (hasLoader && listed(route, true).length === 0) missing.push(`the page of ${route}`)
      const known = new Set(listed(route, false).map(({ intent }) => intent))
      if (hasAction && known.size === 0) missing.push(`the form of ${route}`)
      missing.push(...intents.filter((one) => !known.has(one)).map((one) => `${one} of ${route}`))
      const gone = [...known].filter((one) => one && !intents.includes(one))
      missing.push(...gone.map((one) => `${route} no longer has ${one}`))
    }
    expect(missing).toEqual([])
  })

  test('has every act of the table', () => {
    const asked = new Set(steps.map(({ act }) => act))
    expect(ACTS.filter((act) => !asked.has(act) && !WITHOUT_ROUTE.includes(act))).toEqual([])
  })
})

test('nobody does what the table does not allow, and nothing changes', async () => {
  const done: string[] = []
  for (const walker of walkers) {
    for (const step of steps.filter((one) => !may(walker.actor, one))) {
      const before = step.fields ? stored(site) : null
      const answer = await ask(walker, step)
      if (!isRefused(answer)) done.push(`${nameOf(walker, step)}: ${answer.status} ${answer.location}`)
      const after: Record<string, string> = before ? stored(site) : {}
      const changed = Object.keys(after).filter((table) => after[table] !== before?.[table])
      if (changed.length > 0) done.push(`${nameOf(walker, step)}: changed ${changed}`)
    }
  }
  expect(done).toEqual([])
}, 600_000)

test('everybody may ask what the table allows, and the server never fails', async () => {
  const refused: string[] = []
  for (const walker of walkers) {
    const allowed = steps.filter((one) => may(walker.actor, one))
    for (const step of [...allowed.filter((one) => !one.isLast), ...allowed.filter((one) => one.isLast)]) {
      if (step.isLast && walker.actor) continue
      const answer = await ask(walker, step)
      const isFault = answer.status >= 500 || [401, 403].includes(answer.status)
      const isSentAway = /^\/sign-in\?returnTo=/.test(answer.location)
      if (isFault || isSentAway) refused.push(`${nameOf(walker, step)}: ${answer.status} ${answer.location}`)
    }
  }
  expect(refused).toEqual([])
}, 600_000)
