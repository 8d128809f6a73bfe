import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { failedPage } from '#app/failed.server.ts'
import { writeMyData } from '#app/jobs/my-data.server.ts'
import { getLocale, requirePerson } from '#app/session.server.ts'

/** Everything about the person who asks; written whole before the first byte is sent. */
export async function loader({ request }: LoaderFunctionArgs) {
  const path = join(tmpdir(), `sreda-my-data-${randomUUID()}`)
  try {
    const person = await requirePerson(request)
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
    return failedPage(request, error)
  }
}
