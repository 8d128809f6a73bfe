import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadableStreamFromReadable, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'
import { failedPage } from '#app/failed.server.ts'
import { writeMyData } from '#app/jobs/my-data.server.ts'
import { paths } from '#app/paths.ts'
import { getLocale, requireSure } from '#app/session.server.ts'

const ASKED_ON_PAGE = new Set<RefusalCode>(['session.not-fresh', 'second-factor.missing'])

/**
 * Everything about the person who asks, if they have just shown who they are; else the page of data asks them to.
 * Written whole before the first byte is sent.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const path = join(tmpdir(), `sreda-my-data-${randomUUID()}`)
  try {
    const { person } = await requireSure(request)
    await writeMyData(person.id, path, await getLocale(request))
    const { size } = await stat(path)
    const file = createReadStream(path)
    file.once('close', () => void rm(path, { force: true }))
    return new Response(createReadableStreamFromReadable(file), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Length': String(size),
        'Content-Disposition': 'attachment; filename="sreda-my-data.zip"',
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof Response) throw error
    if (error instanceof Refusal && ASKED_ON_PAGE.has(error.code))
      throw redirect(`${paths.myData()}?again=${error.code}`)
    return failedPage(request, error)
  }
}
