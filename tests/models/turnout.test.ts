import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { turnoutOf } from '#app/domain/turnout.ts'
import { readPabulib } from '#app/formats/pabulib.ts'
import { importElectionFile } from '#app/jobs/import-election.server.ts'
import { ballots } from '#db/schema/ballots.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { votersFile } from '../voters-file.ts'

async function imported(slug: string, text: string) {
  const { townId } = await importElectionFile({ slug, election: readPabulib(text) })
  const { read } = await getStore()
  return {
    phases: await read.select().from(phases).where(eq(phases.townId, townId)),
    ballots: await read.select().from(ballots).where(eq(ballots.townId, townId)),
  }
}

test('an imported election keeps sums of what its file tells of voters, with small groups folded, and no voter', async () => {
  const made = await imported('dvor', votersFile())
  expect(made.ballots).toHaveLength(71)
  const vote = made.phases.find(({ kind }) => kind === 'vote')!
  expect(turnoutOf(vote.settings)).toEqual({
    age: {
      groups: [
        { key: '14-17', people: 12 },
        { key: '25-34', people: 30 },
        { key: '35-44', people: 20 },
      ],
      folded: ['', '65+'],
      together: 9,
    },
    method: {
      groups: [
        { key: 'web', people: 42 },
        { key: 'paper', people: 23 },
        { key: '', people: 6 },
      ],
      folded: [],
      together: 0,
    },
    district: {
      groups: [
        { key: 'Центр', people: 32 },
        { key: 'Заречье', people: 30 },
      ],
      folded: ['', 'Хутор'],
      together: 9,
    },
  })
  expect(JSON.stringify(made)).not.toContain('voter-')
})

test('of a file that tells nothing of its voters nothing is kept', async () => {
  const made = await imported('tikhiy', votersFile({ isSilent: true }))
  expect(made.phases.map(({ settings }) => turnoutOf(settings))).toEqual([null, null])
})
