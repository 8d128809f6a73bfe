import { expect, test } from 'vitest'
import { Refusal } from '#app/domain/refusal.ts'
import { mustAnswerChallenge, takeSigns, WAIT_MS } from '#app/human.server.ts'
import { newId } from '#app/models/ids.server.ts'

const signs = (challenge = '') => ({ challenge, solution: '', isTrapped: false })

async function refusalOf(work: Promise<void>): Promise<Refusal> {
  const refusal = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (refusal instanceof Refusal) return refusal
  throw refusal ?? new Error('It was let through')
}

async function asked(subject: string[], now: Date): Promise<string> {
  const refusal = await refusalOf(mustAnswerChallenge(signs(), subject, now))
  expect(refusal.code).toBe('challenge.needed')
  return String(refusal.details.challenge)
}

test('whoever has no scripts waits a minute, one challenge a minute however many were asked for', async () => {
  const subject = [newId(), newId(), 'comment']
  const now = new Date()
  const at = (ms: number) => new Date(now.getTime() + ms)
  const challenges = [await asked(subject, now), await asked(subject, now), await asked(subject, now)]
  const send = (i: number, ms: number) => mustAnswerChallenge(signs(challenges[i]), subject, at(ms))
  const early = await refusalOf(send(0, WAIT_MS - 1))
  expect([early.code, typeof early.details.challenge]).toEqual(['challenge.failed', 'string'])
  // On the minute, so that the next ones are in the same.
  const start = WAIT_MS - (now.getTime() % WAIT_MS) + WAIT_MS
  await send(0, start)
  expect((await refusalOf(send(1, start + 1000))).code).toBe('challenge.failed')
  expect((await refusalOf(send(0, start + WAIT_MS))).code).toBe('challenge.failed')
  await send(2, start + WAIT_MS)
})

test('a challenge that was waited with is only for whom and for what it was asked', async () => {
  const [person, now] = [newId(), new Date()]
  const challenge = await asked([person, 'pin'], now)
  const later = new Date(now.getTime() + 2 * WAIT_MS)
  for (const subject of [[person, 'comment'], [newId(), 'pin'], []])
    expect((await refusalOf(mustAnswerChallenge(signs(challenge), subject, later))).code).toBe(
      'challenge.failed',
    )
  await mustAnswerChallenge(signs(challenge), [person, 'pin'], later)
})

test('the signs of a form are taken out of it', () => {
  const form = new FormData()
  for (const name of ['challenge', 'solution', 'website', 'body']) form.append(name, name)
  expect(takeSigns(form)).toEqual({ challenge: 'challenge', solution: 'solution', isTrapped: true })
  expect([...form.keys()]).toEqual(['body'])
})
