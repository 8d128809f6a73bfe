import { describe, expect, test } from 'vitest'
import { ageBand, countTurnout, NOT_STATED, SEVERAL, type Voter } from '#app/domain/turnout.ts'

const many = (count: number, voter: Voter): Voter[] => Array.from({ length: count }, () => voter)

test.each([
  ['14', '14-17'],
  ['17', '14-17'],
  ['18', '18-24'],
  [' 34 ', '25-34'],
  ['64', '55-64'],
  ['65', '65+'],
  ['117', '65+'],
  ['18-24', '18-24'],
  ['25 – 29', '25-34'],
  ['65+', '65+'],
  ['70+', '65+'],
  ['18-29', '18-29'],
  ['60+', '60+'],
  ['0-17', '0-17'],
  ['', NOT_STATED],
  ['13', NOT_STATED],
  ['0-13', NOT_STATED],
  ['0', NOT_STATED],
  ['-1', NOT_STATED],
  ['121', NOT_STATED],
  ['1900', NOT_STATED],
  ['34.5', NOT_STATED],
  ['29-18', NOT_STATED],
  ['взрослый', NOT_STATED],
])('the age %j is of %j', (age, band) => {
  expect(ageBand(age)).toBe(band)
})

describe('countTurnout', () => {
  test('counts by age in the order of ages, by way of voting and district from the largest, the rest last', () => {
    const turnout = countTurnout([
      ...many(6, { age: '70', method: 'internet', district: 'Центр' }),
      ...many(7, { age: '16', method: 'Paper', district: 'Заречье' }),
      ...many(9, { age: '0', method: 'by post', district: 'Центр,Заречье' }),
      ...many(8, {}),
    ])
    expect(turnout?.age?.groups).toEqual([
      { key: '14-17', people: 7 },
      { key: '65+', people: 6 },
      { key: NOT_STATED, people: 17 },
    ])
    expect(turnout?.method?.groups).toEqual([
      { key: 'by post', people: 9 },
      { key: 'paper', people: 7 },
      { key: 'web', people: 6 },
      { key: NOT_STATED, people: 8 },
    ])
    expect(turnout?.district?.groups).toEqual([
      { key: 'Заречье', people: 7 },
      { key: 'Центр', people: 6 },
      { key: SEVERAL, people: 9 },
      { key: NOT_STATED, people: 8 },
    ])
  })

  test('keeps no count under five', () => {
    const turnout = countTurnout([
      ...many(20, { age: '30' }),
      ...many(11, { age: '40' }),
      ...many(2, { age: '16' }),
    ])
    expect(turnout).toEqual({
      age: {
        groups: [{ key: '25-34', people: 20 }],
        folded: ['14-17', '35-44'],
        together: 13,
      },
      method: null,
      district: null,
    })
  })

  test('is nothing where nobody states anything, or where nothing may be shown', () => {
    expect(countTurnout([])).toBeNull()
    expect(countTurnout(many(30, {}))).toBeNull()
    expect(countTurnout(many(30, { age: '-1' }))).toBeNull()
    expect(countTurnout([...many(30, {}), ...many(2, { age: '30' })])).toBeNull()
    expect(countTurnout(many(4, { age: '30', method: 'paper', district: 'Центр' }))).toBeNull()
  })
})
