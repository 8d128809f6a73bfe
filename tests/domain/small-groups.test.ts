import { describe, expect, test } from 'vitest'
import { foldSmall, type Group } from '#app/domain/small-groups.ts'

const groupsOf = (sizes: number[]): Group[] => sizes.map((people, i) => ({ key: `g${i}`, people }))
const fold = (...sizes: number[]) => foldSmall(groupsOf(sizes))

describe('foldSmall', () => {
  test('leaves groups of five and more as they are', () => {
    expect(fold(9, 5, 7)).toEqual({ groups: groupsOf([9, 5, 7]), folded: [], together: 0 })
  })

  test('folds a small group with the next ones, and does not say which is small', () => {
    expect(fold(9, 3, 4, 20)).toEqual({
      groups: [
        { key: 'g0', people: 9 },
        { key: 'g3', people: 20 },
      ],
      folded: ['g1', 'g2'],
      together: 7,
    })
    expect(fold(4, 4, 4, 5, 30)).toMatchObject({ folded: ['g0', 'g1', 'g2', 'g3'], together: 17 })
    expect(fold(30, 3, 12)).toMatchObject({ folded: ['g1', 'g2'], together: 15 })
  })

  test('folds groups of one size together', () => {
    expect(fold(3, 8, 8, 40)).toMatchObject({ folded: ['g0', 'g1', 'g2'], together: 19 })
  })

  test('shows nothing where everything would be folded', () => {
    const nothing = { groups: [], folded: [], together: 0 }
    for (const sizes of [[3], [3, 8], [4, 4, 4], []]) expect(fold(...sizes)).toEqual(nothing)
  })

  test('leaves every folded group several sizes, for one who knows the rule and all that is shown', () => {
    for (const length of [2, 3, 4, 5]) {
      const bySight = new Map<string, number[][]>()
      for (const whole of wholes(9, length)) {
        const sight = JSON.stringify(fold(...whole))
        bySight.set(sight, [...(bySight.get(sight) ?? []), whole])
      }
      for (const [sight, alike] of bySight) {
        const { folded } = JSON.parse(sight) as { folded: string[] }
        for (const key of folded) {
          const sizes = new Set(alike.map((whole) => whole[Number(key.slice(1))]))
          expect(sizes.size, `${sight} ${key}`).toBeGreaterThan(1)
        }
      }
    }
  })
})

function* wholes(most: number, length: number): Generator<number[]> {
  if (length === 0) return yield []
  for (const rest of wholes(most, length - 1)) for (let size = 1; size <= most; size++) yield [...rest, size]
}
