/** What a form is answered with when the network is gone: the page stays, the draft is kept. */
export interface NotSent {
  isOffline: true
}

/**
 * Runs the server's action; a lost network is an answer, not an error page. The answer is a response with an error's
 * status: after any other Remix would load the page's data anew, which without a network ends on that error page.
 */
export async function sendOrKeep<T>(serverAction: () => Promise<T>): Promise<T | NotSent> {
  try {
    return await serverAction()
  } catch (error) {
    if (error instanceof TypeError || (typeof navigator !== 'undefined' && !navigator.onLine))
      return Response.json({ isOffline: true }, { status: 503 }) as unknown as NotSent
    throw error
  }
}
