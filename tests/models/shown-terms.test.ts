import { describe, expect, test } from 'vitest'
import { defaultRule } from '#app/domain/default-rule.ts'
import { reviewBallot } from '#app/models/casting.server.ts'
import { countBallots, getVote } from '#app/models/votes.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { makePerson } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

describe('a ballot under terms that its voter was not shown', () => {
  test('is refused, at the review and when it is cast, and fixes nothing', async () => {
    const { here, cast, configure, marked } = await makeVote({ options: 4 })
    const person = await makePerson()
    const review = (terms?: string) =>
      reviewBallot({
        ...here,
        marks: marked(1, 2),
        voter: { personId: person.id },
        statedAge: 14,
        secret: SECRET,
        terms,
      })
    const { terms } = await review()
    expect((await review(terms)).terms).toBe(terms)
    await configure({ rule: defaultRule('mes'), budgetMinor: 100_000 }, 4)
    await expectRefusal(review(terms), 'ballot.terms-changed')
    await expectRefusal(cast(person.id, marked(1, 2), { terms }), 'ballot.terms-changed')
    expect((await getVote(here.townId, here.phaseId)).frozen).toBeNull()
    expect(await countBallots(here.townId, here.phaseId)).toEqual({ web: 0, paper: 0, import: 0 })
    const now = await review()
    await cast(person.id, marked(1, 2), { terms: now.terms })
    const { frozen } = await getVote(here.townId, here.phaseId)
    expect(frozen!.hash).toBe(now.terms)
    expect((await review(now.terms)).terms).toBe(now.terms)
  })
})
