import { unstable_parseMultipartFormData } from '@remix-run/node'
import { toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'

const MAX_FIELDS = 20
/** Some thousand letters of any script: how many a field takes is said by its own check, beside what was typed. */
const MAX_FIELD_BYTES = 16_000

/**
 * Reads a form with one large file, which goes on to `take` as it comes and is never held in memory. Refusals of `take` are
 * given back beside the fields: what was typed is not lost with a bad file.
 *
 * @param name of the field with the file
 */
export async function readUpload<T>(
  request: Request,
  name: string,
  take: (chunks: AsyncIterable<Uint8Array>, fileName: string) => Promise<T>,
): Promise<{ fields: FormData; taken: T | null; refusal: Refusal | null }> {
  let taken: T | null = null
  let refusal: Refusal | null = null
  let count = 0
  const fields = await unstable_parseMultipartFormData(request, async (part) => {
    if (part.name === name && part.filename !== undefined) {
      // One is asked for; what else comes is let run out.
      if (taken !== null) return undefined
      try {
        taken = await take(part.data, part.filename)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refusal = error
      }
      return undefined
    }
    count += 1
    if (count > MAX_FIELDS) throw new Refusal('input.bad')
    return readText(part.data)
  }).catch((error: unknown) => {
    if (error instanceof Refusal || isOfSystem(error)) throw error
    // What is no form, or half of one.
    throw toRefused(new Refusal('input.bad'))
  })
  return { fields, taken, refusal }
}

/** For `take`: the bytes of a file, or as many as show that it is too large; what comes after is let run out. */
export function collectUpTo(mostBytes: number) {
  return async function collect(chunks: AsyncIterable<Uint8Array>, name: string) {
    const kept: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of chunks) {
      if (bytes <= mostBytes) kept.push(chunk)
      bytes += chunk.byteLength
    }
    return { bytes: Buffer.concat(kept), name: safeName(name) }
  }
}

/** A name that is safe in a header and on a disk. */
function safeName(sent: string): string {
  return [...sent.replace(/[^\p{L}\p{N} ._()-]/gu, '_')].slice(-150).join('') || 'file'
}

/** Lets the body of somebody who may not send it run out: a browser reads the answer only after it has sent all. */
export async function orRunOut<T>(request: Request, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const reader = request.body?.getReader()
    while (reader && !(await reader.read().catch(() => ({ done: true }))).done);
    throw error
  }
}

async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > MAX_FIELD_BYTES) throw new Refusal('input.bad')
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** ENOSPC, EACCES and their like: no fault of whoever sent the file. */
function isOfSystem(error: unknown): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  return typeof code === 'string' && typeof syscall === 'string'
}
