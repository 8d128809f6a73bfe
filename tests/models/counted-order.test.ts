import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeProcess, makeProposal, makeScene } from '../factories.ts'
import { walkList, wholeRanking } from './ranked-list.ts'

test('list and ranking have one order where ballots were counted, where they were not, and where both stand together', async () => {
  const { town, here, process } = await makeScene()
  const other = await makeProcess({ townId: town.id })
  const { phases } = (await listProcesses(town.id)).find(({ id }) => id === process.id)!
  const frozen = { townId: town.id, phaseId: phases[0]!.id, form: 'approval' as const, text: '', hash: '' }
  const now = new Date()
  await (await getStore()).write((tx) =>
    tx.do((db) =>
      db
        .insert(frozenBallots)
        .values({ ...frozen, frozenAt: now, countedAt: now })
        .returning(),
    ),
  )
  const counted: [processId: string, votes: number, supports: number][] = [
    [process.id, 7, 0],
    [process.id, 9, 1],
    [process.id, 7, 3],
    [process.id, 0, 5],
    [process.id, 7, 3],
    [other.id, 0, 2],
    [other.id, 0, 4],
  ]
  for (const [processId, votes, supports] of counted) {
    const { id } = await makeProposal({ ...here, processId })
    await (await getStore()).write((tx) =>
      tx.do((db) =>
        db.update(contributions).set({ votes, supports }).where(eq(contributions.id, id)).returning(),
      ),
    )
  }
  for (const [filter, numbers, ranks] of [
    [{ process: process.slug }, [2, 1, 3, 5, 4], [1, 2, 2, 2, 5]],
    [{ process: other.slug }, [7, 6], [1, 2]],
    [{}, [4, 7, 3, 5, 6, 2, 1], [1, 2, 3, 3, 5, 6, 7]],
  ] as const) {
    const asked = { ...NO_FILTER, ...filter }
    const places = await wholeRanking(town.id, asked)
    expect(places.map((place) => place.row.number)).toEqual(numbers)
    expect(places.map((place) => place.rank)).toEqual(ranks)
    for (const limit of [1, 2, 10])
      expect((await walkList(town.id, asked, limit)).map((row) => row.number)).toEqual(numbers)
  }
})
