/** What a form is answered with when the network is gone: the page stays, the draft is kept. */
export interface NotSent {
  isOffline: true
}

/** Runs the server's action; a lost network is an answer, not an error page. */
export async function sendOrKeep<T>(serverAction: () => Promise<T>): Promise<T | NotSent> {
  try {
    return await serverAction()
  } catch (error) {
    if (error instanceof TypeError || (typeof navigator !== 'undefined' && !navigator.onLine))
      return { isOffline: true }
    throw error
  }
}
