import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

export interface PlanLimits {
  /** Of the file as it comes. */
  bytes: number
  /** Of what is in a ZIP, all together. */
  unpackedBytes: number
  objects: number
  vertices: number
  /** Of one text of an object; longer ones are cut. */
  letters: number
  /** Of one object; the rest is left out. */
  attributes: number
  ms: number
}

export const PLAN_LIMITS: PlanLimits = {
  bytes: 20_000_000,
  unpackedBytes: 60_000_000,
  objects: 20_000,
  vertices: 300_000,
  letters: 4000,
  attributes: 60,
  ms: 8000,
}

/** Counts what a file holds while it is read, and stops the reading where it is too much. */
export interface Meter {
  limits: PlanLimits
  /** @throws {UnreadableFileError} 'plan.too-many-objects' | 'plan.too-slow' */
  addObject(): void
  /** To be asked before anything is made for them. @throws {UnreadableFileError} 'plan.too-many-vertices' */
  addVertices(count: number): void
  /** @throws {UnreadableFileError} 'plan.too-slow' */
  look(): void
}

export function openMeter(limits: PlanLimits = PLAN_LIMITS): Meter {
  const end = Date.now() + limits.ms
  let [objects, vertices] = [0, 0]
  function look() {
    if (Date.now() > end) throw new UnreadableFileError('plan.too-slow', objects)
  }
  return {
    limits,
    look,
    addObject() {
      if (++objects > limits.objects)
        throw new UnreadableFileError('plan.too-many-objects', objects, String(limits.objects))
      if (objects % 50 === 0) look()
    },
    addVertices(count) {
      vertices += count
      if (!(vertices <= limits.vertices))
        throw new UnreadableFileError('plan.too-many-vertices', objects, String(limits.vertices))
    },
  }
}

/** A text of the file without control letters and halves of letters (PostgreSQL refuses both), as long as it may be. */
export function cleanText(text: string, { letters }: Pick<PlanLimits, 'letters'>): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken away
  const plain = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').trim()
  const short = plain.length > letters ? `${plain.slice(0, letters - 1)}…` : plain
  return short.replace(/\p{Cs}/gu, '\ufffd')
}
