import { createCookie } from '@remix-run/node'
import { TERMS } from '#app/domain/retention.ts'
import { env } from '#app/env.server.ts'
import { rememberDevice } from '#app/models/devices.server.ts'
import { keyedHash, newToken } from '#app/models/ids.server.ts'
import { setCookie } from '#app/session.server.ts'

/** A random mark that stays when another account signs in: the desk sees which accounts write from one browser. */
const deviceCookie = createCookie('sreda_device', {
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  maxAge: TERMS.device * 86_400,
})

async function markOf(request: Request): Promise<string | null> {
  const mark: unknown = await deviceCookie.parse(request.headers.get('Cookie'))
  return typeof mark === 'string' && /^[\w-]{43}$/.test(mark) ? mark : null
}

/**
 * The mark of a browser that answers without signing in, and the cookie that keeps it where it had none. The new one is told
 * by the answer's own id, so that an answer sent again, its cookie lost with the reply, is of the same browser.
 */
export async function markOfAnswer(
  request: Request,
  answerId: string,
): Promise<{ mark: string; cookie: string | null }> {
  const known = await markOf(request)
  if (known) return { mark: known, cookie: null }
  const mark = keyedHash(env().SESSION_SECRET, 'device-of-answer', answerId)
  return { mark, cookie: await setCookie(deviceCookie, mark) }
}

/** For whoever signs in: `Set-Cookie` with the mark that the browser has, or a new one. */
export async function keepDeviceMark(request: Request): Promise<string> {
  return setCookie(deviceCookie, (await markOf(request)) ?? newToken())
}

/**
 * Notes from which browser somebody wrote or supported: a keyed hash of its mark. Not of ballots, and not at the help desk,
 * where every resident would be known by the clerk's browser.
 */
export async function noteDevice(
  request: Request,
  { townId, personId, clerkId }: { townId: string; personId: string; clerkId?: string },
): Promise<void> {
  const mark = await markOf(request)
  if (!mark || clerkId !== undefined) return
  await rememberDevice({ townId, personId, hash: keyedHash(env().SESSION_SECRET, 'device', mark) })
}
