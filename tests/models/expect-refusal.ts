import { expect } from 'vitest'
import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'

/** Waits for an act to be refused with this code, and gives the refusal. Anything else that is thrown fails the test. */
export async function expectRefusal(act: Promise<unknown>, code: RefusalCode): Promise<Refusal> {
  const error = await act.then(
    (value) => {
      throw new Error(`Expected a refusal ${code}, but the act was done: ${JSON.stringify(value)}`)
    },
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw error
  expect(error.code).toBe(code)
  return error
}

/** How many of these acts were done, and by which codes the others were refused. */
export async function outcomes(
  acts: Promise<unknown>[],
): Promise<{ done: number; refused: Record<string, number> }> {
  const refused: Record<string, number> = {}
  let done = 0
  for (const result of await Promise.allSettled(acts)) {
    if (result.status === 'fulfilled') done++
    else if (result.reason instanceof Refusal)
      refused[result.reason.code] = (refused[result.reason.code] ?? 0) + 1
    else throw result.reason
  }
  return { done, refused }
}
