import { createHash, createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'

/** A time-ordered UUID; clients may make their own, so that a repeated act is the same act. */
export function newId(): string {
  return v7()
}

/**
 * The id of what came with an id that is taken by other words (a form that was sent, corrected and sent again): the same
 * words make the same id, so that a correction sent twice is one, too.
 */
export function idOfWords(takenId: string, words: unknown): string {
  const hex = sha256Hex(`${takenId}\n${JSON.stringify(words)}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * The last 32 bits of a photo's id are of its bytes, so that the same picture sent twice is known for the same. What stands
 * before them still tells apart ids of one millisecond.
 */
const CONTENT_DIGITS = 8

/** An id for a picture: ordered by time as the others, its end told by its bytes. */
export function newPhotoId(bytes: Uint8Array): string {
  const digest = createHash('sha256').update(bytes).digest('hex')
  return newId().slice(0, -CONTENT_DIGITS) + digest.slice(0, CONTENT_DIGITS)
}

/** Equal for photos of equal bytes. */
export function contentOfPhotoId(id: string): string {
  return id.slice(-CONTENT_DIGITS)
}

/** A random UUID: a ballot's id must not tell when it was cast. */
export function newBallotId(): string {
  return randomUUID()
}

/** True for a UUID without a time in it, as `newBallotId` and a browser's `crypto.randomUUID` make. */
export function isBallotId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
}

/** Hides what could be guessed by trying (codes, network addresses) behind the server's secret. */
export function keyedHash(secret: string, ...parts: string[]): string {
  return createHmac('sha256', secret).update(parts.join('\n')).digest('base64url')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** As `sha256sum` prints it. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Six digits, leading zeros included. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
