import { type Asked, neededOf } from './asked.ts'

/** How well a name fits what was typed, taken for a name alone or for a name with a house number. */
export interface Rating {
  /** 0 to about 1, in hundredths: equal ones are sorted by distance. */
  score: number
  /** The house number that was asked for; null where all words belong to the name. */
  number: string | null
}

interface Name {
  /** How well a typed word fits the best word of the name, `matchWord`; 0 for not at all. */
  fits: (index: number) => number
  /** How many words the name has. */
  length: number
  types: readonly string[]
}

/** Every way in which a name fits; [] when it does not. A word that fits nothing rules a way out. */
export function rate(asked: Asked, { fits, length, types }: Name): Rating[] {
  return [null, ...asked.numbers].flatMap(function rateWay(number): Rating[] {
    const needed = neededOf(asked, number)
    if (needed.length === 0) return []
    let sum = 0
    for (const index of needed) {
      const fit = fits(index)
      if (fit === 0) return []
      sum += fit
    }
    const said = asked.words.flatMap(({ type }, i) => (type !== null && !needed.includes(i) ? [type] : []))
    const isSaid = said.some((type) => types.includes(type))
    const bonus = said.length === 0 || types.length === 0 ? 0 : isSaid ? 0.05 : -0.05
    const share = Math.min(1, needed.length / Math.max(1, length))
    const score = 0.8 * (sum / needed.length) + 0.15 * share + bonus
    return [{ score: Math.round(score * 100) / 100, number: number?.key ?? null }]
  })
}
