import { expect, test } from 'vitest'
import { answeredShare, type FIGURE_SORTS, figureSortFrom, sortFigures } from '#app/domain/overview.ts'
import { isFinished } from '#app/domain/practices.ts'

const row = (name: string, more: object = {}) => ({
  name,
  open: 0,
  entries: 0,
  supports: 0,
  proposals: 0,
  answered: 0,
  medianDays: null as number | null,
  nextEnd: null as Date | null,
  ...more,
})

test('a table of towns is sorted by any column; who has no figure is last both ways', () => {
  const rows = [
    row('Ёлкино', { entries: 5, proposals: 4, answered: 1, medianDays: 3, nextEnd: new Date(2) }),
    row('Яма', { entries: 5 }),
    row('Ельня', { entries: 9, proposals: 2, answered: 2, medianDays: 1, nextEnd: new Date(1) }),
  ]
  const names = (by: (typeof FIGURE_SORTS)[number], isDown: boolean) =>
    sortFigures(rows, { by, isDown, locale: 'ru' }).map(({ name }) => name)
  expect(names('town', false)).toEqual(['Ёлкино', 'Ельня', 'Яма'])
  expect(names('town', true)).toEqual(['Яма', 'Ельня', 'Ёлкино'])
  expect(names('entries', true)).toEqual(['Ельня', 'Ёлкино', 'Яма'])
  expect(names('answered', true)).toEqual(['Ельня', 'Ёлкино', 'Яма'])
  expect(names('answered', false)).toEqual(['Ёлкино', 'Ельня', 'Яма'])
  expect(names('days', false)).toEqual(['Ельня', 'Ёлкино', 'Яма'])
  expect(names('next', true)).toEqual(['Ёлкино', 'Ельня', 'Яма'])
  expect(answeredShare({ proposals: 0, answered: 0 })).toBe(null)
})

test('an address asks for an order; what it does not say is the natural one', () => {
  const asked = (text: string) => figureSortFrom(new URLSearchParams(text))
  expect(asked('')).toEqual({ by: 'town', isDown: false })
  expect(asked('sort=entries')).toEqual({ by: 'entries', isDown: true })
  expect(asked('sort=entries&order=up')).toEqual({ by: 'entries', isDown: false })
  expect(asked('sort=next')).toEqual({ by: 'next', isDown: false })
  expect(asked('sort=__proto__&order=down')).toEqual({ by: 'town', isDown: true })
})

test('a process is finished when all but its results is over', () => {
  const now = new Date('2026-11-24T00:00:00Z')
  const phase = (kind: string, endsAt: string | null) => ({
    kind,
    startsAt: new Date('2026-01-01T00:00:00Z'),
    endsAt: endsAt === null ? null : new Date(endsAt),
  })
  const over = phase('collect', '2026-11-24T00:00:00Z')
  expect(isFinished([over, phase('results', null)], now)).toBe(true)
  expect(isFinished([over, phase('vote', '2026-11-24T00:00:01Z')], now)).toBe(false)
  expect(isFinished([phase('collect', null)], now)).toBe(false)
  expect(isFinished([phase('results', null)], now)).toBe(false)
})
