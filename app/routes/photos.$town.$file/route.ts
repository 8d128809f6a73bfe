import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { maySee } from '#app/domain/contributions.ts'
import { can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { failedPage } from '#app/failed.server.ts'
import { photoFile } from '#app/jobs/images.server.ts'
import { getPhotoOwner } from '#app/models/photos.server.ts'
import { getActorOf } from '#app/session.server.ts'

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
    const actor = await getActorOf(request, town)
    const mayLook = maySee(owner, actor && { personId: actor.personId, isDesk: can(actor, 'desk:open') })
    if (!mayLook) throw new Refusal('photo.not-found')
  }
  const found = await stat(path).catch(() => null)
  if (!found) throw new Refusal('photo.not-found')
  // Asked for anew each time: a photo that the desk has hidden must not go on being shown by a cache.
  const isPublished = owner.visibility === 'published'
  const etag = `"${file}-${found.size}"`
  const headers = {
    'Cache-Control': isPublished ? 'private, no-cache' : 'private, no-store',
    ...(isPublished && { ETag: etag }),
  }
  if (isPublished && request.headers.get('If-None-Match')?.includes(etag))
    return new Response(null, { status: 304, headers })
  return new Response(createReadableStreamFromReadable(createReadStream(path)), {
    headers: {
      ...headers,
      'Content-Type': file.endsWith('.jpg') ? 'image/jpeg' : 'image/webp',
      'Content-Length': String(found.size),
    },
  })
}
