import { Writable } from 'node:stream'
import type { EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { WordsContext } from '#app/i18n/use-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { logError } from '#app/log-error.server.ts'
import { NonceContext } from '#app/nonce.ts'
import { getLocale } from '#app/session.server.ts'

/** Nothing of a page is sent late: only a crowd that waits for the processor takes so long. */
const ABORT_MS = 60_000

/** Pages are finished before they are sent: one length, one compression, and a true status. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: { nonce?: string },
) {
  const locale = await getLocale(request)
  const nonce = loadContext.nonce ?? ''
  return new Promise<Response>(function render(resolve, reject) {
    let finalStatus = status
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <WordsContext.Provider value={{ t: tOf(locale), locale }}>
          <RemixServer context={context} url={request.url} abortDelay={ABORT_MS} nonce={nonce} />
        </WordsContext.Provider>
      </NonceContext.Provider>,
      {
        nonce,
        // A larger part would be sent hidden, for a script to put in its place.
        progressiveChunkSize: Number.POSITIVE_INFINITY,
        onAllReady() {
          clearTimeout(patience)
          headers.set('Content-Type', 'text/html; charset=utf-8')
          pipe(oneText((body) => resolve(new Response(body, { status: finalStatus, headers }))))
        },
        onShellError(error) {
          clearTimeout(patience)
          reject(error)
        },
        onError(error) {
          finalStatus = 500
          if (!isbot(request.headers.get('user-agent'))) logError(error)
        },
      },
    )
    const patience = setTimeout(abort, ABORT_MS + 1000).unref()
  })
}

/** Of loaders and actions: Remix would write the error whole, with the parameters of a failed query. */
export function handleError(error: unknown, { request }: { request: Request }) {
  // What no route takes is no fault of ours, nor that somebody closed the page meanwhile.
  if (isRouteErrorResponse(error) && error.status < 500) return
  if (!request.signal.aborted) logError(error)
}

/**
 * Takes the page's pieces as one text. React 18 ends its 2 kB buffers with NUL bytes where a letter of several bytes does
 * not fit: in Russian two pages of three had some, in the middle of words and attributes. HTML never holds a NUL of its own.
 */
function oneText(give: (body: Uint8Array<ArrayBuffer>) => void): Writable {
  const pieces: Buffer[] = []
  return new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece.includes(0) ? Buffer.from(piece.filter((byte) => byte !== 0)) : piece)
      done()
    },
    final(done) {
      give(new Uint8Array(Buffer.concat(pieces)))
      done()
    },
  })
}
