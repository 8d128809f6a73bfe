import { Refusal } from '#app/domain/refusal.ts'
import { origin } from '#app/env.server.ts'
import { checkPasskey, type Site } from '#app/models/passkeys.server.ts'
import { passkeyCookie } from '#app/session.server.ts'

/** Whose passkeys these are: the address comes from ORIGIN, never from the request. */
export function passkeySite(): Site {
  return { origin: origin(), name: 'Sreda' }
}

/** The challenge that this browser was given. */
export async function challengeOf(request: Request): Promise<string | null> {
  const token = await passkeyCookie.parse(request.headers.get('Cookie'))
  return typeof token === 'string' ? token : null
}

/**
 * Checks the passkey that a form brings in `response`.
 * @param personId  whose it must be; null = whoever holds it
 * @returns whose it is
 * @throws {Refusal} 'passkey.expired' | 'passkey.unknown' | 'passkey.failed'
 */
export async function passkeyIn(request: Request, form: FormData, personId: string | null): Promise<string> {
  const response = form.get('response')
  if (typeof response !== 'string') throw new Refusal('passkey.failed')
  return checkPasskey({ site: passkeySite(), token: await challengeOf(request), response, personId })
}
