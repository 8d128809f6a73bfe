import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/answer.server.ts'
import { maySee } from '#app/domain/contributions.ts'
import { can } from '#app/domain/permissions.ts'
import { photoFile } from '#app/jobs/images.server.ts'
import { getActor } from '#app/models/people.server.ts'
import { getPhotoOwner } from '#app/models/photos.server.ts'
import { getPersonOf } from '#app/session.server.ts'

/** A stored picture: for everyone when its contribution is published, else for the author and the desk. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const { town = '', file = '' } = params
  const path = photoFile(town, file)
  const owner = path ? await getPhotoOwner(town, file.slice(0, 36)) : null
  if (!path || !owner) throw notFound()
  if (owner.visibility !== 'published') {
    const person = await getPersonOf(request)
    const actor = person ? await getActor(person, town) : null
    if (!maySee(owner, actor && { personId: actor.personId, isDesk: can(actor, 'desk') })) throw notFound()
  }
  const found = await stat(path).catch(() => null)
  if (!found) throw notFound()
  return new Response(createReadableStreamFromReadable(createReadStream(path)), {
    headers: {
      'Content-Type': file.endsWith('.jpg') ? 'image/jpeg' : 'image/webp',
      'Content-Length': String(found.size),
      'Cache-Control': owner.visibility === 'published' ? 'public, max-age=3600' : 'private, no-store',
    },
  })
}
