import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** The answer to a challenge of the server as a form sends it; null when this browser cannot compute it. */
export async function answerTo(challenge: string, controller: AbortController): Promise<string | null> {
  // Over plain HTTP browsers have no cryptography.
  if (!crypto.subtle) return null
  const solution = await solveChallenge({ challenge: JSON.parse(challenge), deriveKey, controller })
  return solution && JSON.stringify({ counter: solution.counter, derivedKey: solution.derivedKey })
}
