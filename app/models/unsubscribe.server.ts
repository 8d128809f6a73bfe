import { timingSafeEqual } from 'node:crypto'
import { NOTICE_KINDS, type NoticeKind } from '#app/domain/notices.ts'
import { keyedHash } from './ids.server.ts'

/** What turns one kind of letters off without signing in: who, which kind, and the server's signature under both. */
export function unsubscribeToken(secret: string, personId: string, kind: NoticeKind): string {
  return `${personId}.${kind}.${signature(secret, personId, kind)}`
}

/** @returns null for a token that this server did not sign */
export function readUnsubscribeToken(secret: string, token: string) {
  const [personId = '', kindText = '', given = ''] = token.split('.')
  const kind = NOTICE_KINDS.find((known) => known === kindText)
  if (!kind) return null
  const [wanted, got] = [Buffer.from(signature(secret, personId, kind)), Buffer.from(given)]
  return wanted.length === got.length && timingSafeEqual(wanted, got) ? { personId, kind } : null
}

function signature(secret: string, personId: string, kind: string): string {
  return keyedHash(secret, 'unsubscribe', personId, kind)
}
