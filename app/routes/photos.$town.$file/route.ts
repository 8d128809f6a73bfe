import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { maySee } from '#app/domain/contributions.ts'
import { can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { failedPage } from '#app/failed.server.ts'
import { photoFile } from '#app/jobs/images.server.ts'
import { getActor } from '#app/models/people.server.ts'
import { getPhotoOwner } from '#app/models/photos.server.ts'
import { getPersonOf } from '#app/session.server.ts'

/** A stored picture: for everyone when its contribution is published, else for the author and the desk. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  try {
    return await pictureFor(request, params.town ?? '', params.file ?? '')
  } catch (error) {
    return failedPage(request, error)
  }
}

/** @throws {Refusal} 'photo.not-found', for what may not be seen, too */
async function pictureFor(request: Request, town: string, file: string): Promise<Response> {
  const path = photoFile(town, file)
  const owner = path ? await getPhotoOwner(town, file.slice(0, 36)) : null
  if (!path || !owner) throw new Refusal('photo.not-found')
  if (owner.visibility !== 'published') {
    const person = await getPersonOf(request)
    const actor = person ? await getActor(person, town) : null
    const mayLook = maySee(owner, actor && { personId: actor.personId, isDesk: can(actor, 'desk:open') })
    if (!mayLook) throw new Refusal('photo.not-found')
  }
  const found = await stat(path).catch(() => null)
  if (!found) throw new Refusal('photo.not-found')
  return new Response(createReadableStreamFromReadable(createReadStream(path)), {
    headers: {
      'Content-Type': file.endsWith('.jpg') ? 'image/jpeg' : 'image/webp',
      'Content-Length': String(found.size),
      'Cache-Control': owner.visibility === 'published' ? 'public, max-age=3600' : 'private, no-store',
    },
  })
}
