import { createHash, createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'

/** A time-ordered UUID; clients may make their own, so that a repeated act is the same act. */
export function newId(): string {
  return v7()
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
