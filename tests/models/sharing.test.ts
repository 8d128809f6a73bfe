import { existsSync, readFileSync, rmSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { readZip } from '#app/formats/zip.ts'
import { createPageCache } from '#app/http/page-cache.server.ts'
import { makeDueArchives } from '#app/jobs/open-data.server.ts'
import { createToken, listTokens, openToken, revokeToken } from '#app/models/api-tokens.server.ts'
import { listFeatureRows, listReports } from '#app/models/feature-rows.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { claimArchive, listArchives, markArchiveDone } from '#app/models/open-data.server.ts'
import { editContribution, withdrawContribution } from '#app/models/own-contributions.server.ts'
import { grantRole, revokeRole } from '#app/models/people.server.ts'
import { changeSharing } from '#app/models/sharing.server.ts'
import { claimDelivery, listDueDeliveries } from '#app/models/webhook-queue.server.ts'
import { addWebhook, changeWebhook, sendAgain } from '#app/models/webhooks.server.ts'
import { openDataPath } from '#app/open/open-data-path.ts'
import { orProblem } from '#app/open/reply.server.ts'
import { townSchema } from '#app/open/schemas.ts'
import { webhookBody } from '#app/open/webhook-body.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, DAY, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const SECRET = 'a-secret-of-the-test'

async function scene() {
  const made = await makeScene()
  const planner = await makePerson()
  const townId = made.town.id
  await grantRole({ townId, email: planner.email!, role: 'planner', limits: null, actorId: planner.id })
  return { ...made, townId, planner }
}

describe('features', () => {
  test('are found by box, time and page on every engine', async () => {
    const { townId, here } = await scene()
    const sent = []
    for (const [i, shift] of [0, 0.001, 0.002, 0.003, 0.004].entries())
      sent.push(await makePin({ ...here, at: [CENTRE[0] + shift, CENTRE[1]], body: `Метка ${i}` }))
    const condition = await conditionOf(townId, NO_FILTER)
    const ask = (more: object) =>
      listFeatureRows({ condition, boxes: null, during: null, after: 0, limit: 2, ...more })
    const first = await ask({})
    expect([first.rows.length, first.matched]).toEqual([2, 5])
    const rest = await ask({ after: first.next, limit: 100 })
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(sent.map(({ id }) => id))
    expect(rest.next).toBeNull()
    const box = [CENTRE[0] - 0.0005, CENTRE[1] - 0.0005, CENTRE[0] + 0.0015, CENTRE[1] + 0.0005] as const
    expect((await ask({ boxes: [box] })).matched).toBe(2)
    const now = new Date()
    expect((await ask({ during: { from: new Date(now.getTime() - DAY), until: null } })).matched).toBe(5)
    expect((await ask({ during: { from: null, until: new Date(now.getTime() - DAY) } })).matched).toBe(0)
    const reports = await listReports({
      condition,
      during: null,
      services: new Set([sent[0]!.kind]),
      page: 2,
      pageSize: 2,
    })
    expect([reports.all, reports.rows.map(({ id }) => id)]).toEqual([5, [sent[2]!.id, sent[1]!.id]])
  })
})

describe('a key', () => {
  test('opens what its maker may until it ends, is revoked, or they may not', async () => {
    const { townId, planner } = await scene()
    const make = (days: number) =>
      createToken({ townId, actorId: planner.id, name: 'Табло', scopes: ['ranking', 'desk'], days })
    const key = await make(30)
    const opened = await openToken(key)
    expect([opened?.townId, opened?.scopes]).toEqual([townId, ['ranking']])
    expect(await openToken(key, new Date(Date.now() + 31 * DAY))).toBeNull()
    expect(await openToken(`${key}x`)).toBeNull()
    const [row] = await listTokens(townId, planner.id)
    expect([row!.uses, Object.keys(row!).includes('hash')]).toEqual([1, false])
    const stranger = await makePerson()
    await expectRefusal(
      revokeToken({ townId, id: row!.id, actorId: stranger.id, isForAll: false }),
      'token.not-found',
    )
    await revokeToken({ townId, id: row!.id, actorId: planner.id, isForAll: false })
    expect(await openToken(key)).toBeNull()
    await expectRefusal(
      revokeToken({ townId, id: row!.id, actorId: planner.id, isForAll: true }),
      'token.not-found',
    )
    const other = await make(30)
    await revokeRole({ townId, personId: planner.id, role: 'planner', actorId: planner.id })
    expect((await openToken(other))?.scopes).toEqual([])
  })
})

describe('a webhook', () => {
  test('is told what happens while it is on, each once, as the public sees it then', async () => {
    const { townId, here, planner } = await scene()
    const place = { townId, actorId: planner.id }
    await addWebhook({
      ...place,
      url: 'https://a.example.com/',
      events: ['contribution.published', 'contribution.removed'],
      secret: SECRET,
    })
    const due = async () =>
      (await listDueDeliveries(new Date(Date.now() + 1000), 1000)).filter((one) => one.townId === townId)
    const proposal = await makeProposal(here)
    const [told, ...more] = await due()
    expect([told!.event, told!.subjectId, more]).toEqual(['contribution.published', proposal.id, []])
    expect(JSON.parse((await webhookBody(told!))!).data.contribution.number).toBe(proposal.number)
    const claims = await Promise.all([claimDelivery(told!, new Date()), claimDelivery(told!, new Date())])
    expect(claims.filter(Boolean)).toHaveLength(1)
    const subject = { type: 'contribution' as const, id: proposal.id }
    await decideModeration({ townId, actorId: planner.id, subject, act: 'hide', reason: 'Проверка' })
    expect(await webhookBody(told!)).toBeNull()
    const [removed] = await due()
    expect(JSON.parse((await webhookBody(removed!))!).data).toMatchObject({ number: proposal.number })
    const { webhookId: id } = removed!
    await changeWebhook({ ...place, id, to: 'off' })
    await makeProposal(here)
    expect(await due()).toHaveLength(1)
    await expectRefusal(sendAgain({ townId, id, delivery: 'none' }), 'webhook.not-found')
    await changeWebhook({ ...place, id, to: 'gone' })
    expect(await due()).toEqual([])
  })
})

describe('an answer to a program', () => {
  test('is kept for others only if it says nothing of being somebody’s, or of more than cookies', async () => {
    const pages = createPageCache(await getStore())
    const kept = async (headers: Record<string, string>) => {
      const make = async () =>
        new Response('{}', { headers: { 'Content-Type': 'application/json', ...headers } })
      const made = await pages.keep(JSON.stringify(headers), '1', make)
      return !(made instanceof Response)
    }
    expect(await kept({})).toBe(true)
    expect(await kept({ 'Cache-Control': 'public, max-age=60', Vary: 'Cookie' })).toBe(true)
    expect(await kept({ 'Cache-Control': 'private, no-store' })).toBe(false)
    expect(await kept({ 'Cache-Control': 'no-store' })).toBe(false)
    expect(await kept({ 'Cache-Control': 'private' })).toBe(false)
    expect(await kept({ Vary: 'Accept, Cookie' })).toBe(false)
  })

  test('that is not as we say it is a fault of ours, in the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const answer = await orProblem(new Request('http://localhost/api/v1/towns'), async () =>
      Response.json(townSchema.parse({})),
    )
    expect([answer.status, log.mock.calls.length]).toEqual([500, 1])
    log.mockRestore()
  })
})

describe('an archive of open data', () => {
  test('is made once a day for who has chosen a licence, whole, and claimed by one', async () => {
    const { townId, town, here } = await scene()
    await makeProposal(here)
    await makePin(here)
    const noon = new Date('2026-05-01T09:00:00Z')
    await changeSharing({ townId, actorId: null, embedHosts: [], licence: 'cc0-1.0' })
    await makeDueArchives(noon)
    await makeDueArchives(noon)
    const [archive, ...others] = await listArchives(townId)
    expect([archive!.day, archive!.rows, others]).toEqual(['2026-05-01', 2, []])
    const { files, faults } = readZip(
      readFileSync(openDataPath(process.env.FILES_DIR!, townId, '2026-05-01')),
    )
    expect(faults).toEqual([])
    expect(JSON.parse(files.get('pins.geojson')!).features).toHaveLength(1)
    expect(files.get('README.txt')).toContain(town.name)
    // At midnight nothing is new; after three of the town's own clock it is.
    await makeDueArchives(new Date('2026-05-01T22:00:00Z'))
    expect(await listArchives(townId)).toHaveLength(1)
    await makeDueArchives(new Date('2026-05-02T01:00:00Z'))
    expect((await listArchives(townId)).map(({ day }) => day)).toEqual(['2026-05-02', '2026-05-01'])
    const tries = await Promise.all([1, 2, 3].map(() => claimArchive(townId, '2026-06-01', 'cc0-1.0', noon)))
    expect(tries.filter(Boolean)).toHaveLength(1)
    expect(await claimArchive(townId, '2026-06-01', 'cc0-1.0', new Date(noon.getTime() + 3_600_000))).toBe(
      true,
    )
  })

  test('goes in the act by which something in it is hidden, with its file, and the day’s is made anew', async () => {
    const { townId, here, moderator } = await scene()
    const [first, noon] = [await makePin(here), new Date('2026-05-01T09:00:00Z')]
    const later = (days: number) => new Date(noon.getTime() + days * DAY)
    const pathOf = (day: string) => openDataPath(process.env.FILES_DIR!, townId, day)
    const days = async () => (await listArchives(townId)).map(({ day }) => day)
    const hide = (id: string) =>
      decideModeration({
        townId,
        actorId: moderator.id,
        subject: { type: 'contribution', id },
        act: 'hide',
        reason: 'Проверка',
      })
    await changeSharing({ townId, actorId: null, embedHosts: [], licence: 'cc0-1.0' })
    await makeDueArchives(noon)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const second = await makeProposal(here)
    await makeDueArchives(later(1))
    expect(await days()).toEqual(['2026-05-02', '2026-05-01'])
    await hide(second.id)
    // The older one never held it.
    expect(await days()).toEqual(['2026-05-01'])
    await makeDueArchives(later(1))
    expect(await days()).toEqual(['2026-05-02', '2026-05-01'])
    const { files } = readZip(readFileSync(pathOf('2026-05-02')))
    expect(JSON.parse(files.get('proposals.geojson')!).features).toEqual([])

    expect(await claimArchive(townId, '2026-05-03', 'cc0-1.0', later(2))).toBe(true)
    await hide(first.id)
    expect(await days()).toEqual([])
    const made = { townId, day: '2026-05-03', at: later(2) }
    expect(await markArchiveDone(made, { rows: 1, bytes: 1, hash: '' }, new Date())).toBe(false)
    await makeDueArchives(later(2))
    expect(await days()).toEqual(['2026-05-03'])
    expect(['01', '02', '03'].map((day) => existsSync(pathOf(`2026-05-${day}`)))).toEqual([
      false,
      false,
      true,
    ])
    // Restored without its file.
    rmSync(pathOf('2026-05-03'))
    await makeDueArchives(later(2))
    expect([await days(), existsSync(pathOf('2026-05-03'))]).toEqual([['2026-05-03'], true])
  })

  test('goes with an author’s own entry, be it withdrawn or held back after an edit', async () => {
    const held = await makeScene({ settings: { moderation: 'pre' } })
    for (const [made, act] of [
      [await makeScene(), withdrawContribution],
      [
        held,
        (about: { townId: string; personId: string; id: string }) =>
          editContribution({ ...about, body: 'Иначе' }),
      ],
    ] as const) {
      const townId = made.town.id
      const { id } = await makePin(made.here)
      const subject = { type: 'contribution' as const, id }
      if (made === held)
        await decideModeration({ townId, actorId: made.moderator.id, subject, act: 'approve', reason: '' })
      await changeSharing({ townId, actorId: null, embedHosts: [], licence: 'cc0-1.0' })
      await makeDueArchives()
      expect(await listArchives(townId)).toHaveLength(1)
      await act({ townId, personId: made.author.id, id })
      expect(await listArchives(townId)).toEqual([])
    }
  })
})
