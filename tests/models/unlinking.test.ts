import { existsSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newBallotId } from '#app/models/ids.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { runVoteClock } from '#app/models/vote-clock.server.ts'
import { ballots } from '#db/schema/ballots.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote } from '../ballot-factories.ts'
import { DAY, makePeople } from '../factories.ts'

test('after the erasure the day of a vote leads to no ballot', async () => {
  const { here, cast, marked } = await makeVote({ to: 1, settings: { unlinkDays: 1 } })
  const [lone, ...others] = await makePeople(4)
  await cast(lone!.id, marked(3), { now: new Date(Date.now() - DAY / 2) })
  for (const person of others) await cast(person.id, marked(1), { now: new Date(Date.now() + DAY / 2) })
  const { read } = await getStore()
  const days = async () => {
    const voted = await read.select().from(turnout).where(eq(turnout.phaseId, here.phaseId))
    const put = await read.select().from(ballots).where(eq(ballots.phaseId, here.phaseId))
    return [voted.map(({ votedAt }) => votedAt), put.map(({ castAt }) => castAt)].map(
      (dates) => new Set(dates.map((date) => date.getTime())).size,
    )
  }
  expect(await days()).toEqual([2, 2])
  await runVoteClock(new Date(Date.now() + 3 * DAY))
  expect(await days()).toEqual([1, 1])
  expect(await recountBallots()).toEqual([])
})

test('after the erasure no file of the database holds the link', async () => {
  const { here, cast, marked } = await makeVote({ to: 1, settings: { unlinkDays: 1 } })
  const beside = await makeVote()
  const links: [personId: string, ballotId: string][] = []
  for (const [i, { id }] of (await makePeople(300)).entries()) {
    const ids = [newBallotId(), newBallotId()] as const
    await cast(id, marked(1 + (i % 4)), { ballotId: ids[0] })
    // Changed ballots and those of another vote move rows about.
    if (i % 5 === 0) await cast(id, marked(2), { ballotId: ids[1], revision: 1 })
    if (i % 3 === 0) await beside.cast(id, beside.marked(1), { ballotId: newBallotId() })
    links.push([id, ids[0]], [id, ids[1]])
  }
  await runVoteClock(new Date(Date.now() + 3 * DAY))
  const { read } = await getStore()
  expect(await read.select().from(turnout).where(eq(turnout.phaseId, here.phaseId))).toHaveLength(300)
  const url = process.env.DATABASE_URL!
  if (!url.startsWith('file:')) return
  for (const file of [url.slice(5), `${url.slice(5)}-wal`].filter(existsSync)) {
    const bytes = readFileSync(file).toString('latin1')
    const found = links.filter(([person, ballot]) => {
      for (let at = bytes.indexOf(ballot); at >= 0; at = bytes.indexOf(ballot, at + 1))
        if (bytes.slice(Math.max(0, at - 200), at + 200).includes(person)) return true
      return false
    })
    expect([file.slice(-4), found.length]).toEqual([file.slice(-4), 0])
  }
})
