import { describe, expect, test } from 'vitest'
import { planPhases, readTemplate, templateSchema } from '#app/domain/process-template.ts'
import { builtInTemplates } from '#app/models/built-in-templates.server.ts'

const both = (ru: string) => ({ ru, en: '' })
const PHASE = {
  kind: 'collect',
  title: both('Сбор'),
  days: 7,
  level: 'consult',
  asked: both('Что'),
  decision: both('Как'),
}
const TEMPLATE = {
  format: 'sreda-process-template',
  version: 1,
  title: both('Вопрос'),
  question: both('Что делать?'),
  decision: both('Решит город'),
  phases: [PHASE, { ...PHASE, days: null }],
}
const faultsOf = (change: object) =>
  readTemplate({ ...TEMPLATE, ...change }).faults.map(({ path, code, value }) =>
    [path.join('.'), code, value].filter(Boolean).join(' '),
  )

describe('a template', () => {
  test('is read back as it was written, and what is left out is filled in', () => {
    const { template, faults } = readTemplate(TEMPLATE)
    expect(faults).toEqual([])
    expect(template!.phases[0]).toMatchObject({ acts: [], moderation: 'post', rules: [], minDays: null })
    expect(readTemplate(JSON.parse(JSON.stringify(template))).template).toEqual(template)
    for (const builtIn of builtInTemplates().values())
      expect(readTemplate(JSON.parse(JSON.stringify(builtIn))).template).toEqual(builtIn)
  })

  test('without the halves of letters and line ends that databases do not keep', () => {
    const { template } = readTemplate({ ...TEMPLATE, title: { ru: ' А\ud800Б\u0000\r\nВ ', en: '' } })
    expect(template!.title.ru).toBe('А\ufffdБ\nВ')
  })

  test.each<[string, object, string[]]>([
    ['a text', { title: 'Вопрос' }, ['title both']],
    ['an empty text', { title: both('') }, ['title.ru required']],
    ['a name', { colour: 1 }, ['unknown-key colour']],
    ['a format', { format: 'x', version: 2 }, ['format format', 'version version']],
    ['no phases', { phases: [] }, ['phases required']],
    ['a kind', { phases: [{ ...PHASE, kind: 'dance' }] }, ['phases.0.kind choice']],
    ['days', { phases: [{ ...PHASE, days: 0 }, PHASE] }, ['phases.0.days days']],
    ['half a day', { phases: [{ ...PHASE, days: 1.5 }] }, ['phases.0.days days']],
    ['no end in the middle', { phases: [{ ...PHASE, days: null }, PHASE] }, ['phases.0.days days']],
    ['less than its least', { phases: [{ ...PHASE, minDays: 8 }] }, ['phases.0.days under-least']],
    ['a rule', { phases: [{ ...PHASE, rules: ['none'] }] }, ['phases.0.rules.0 unknown-rule']],
    [
      'a date',
      { rules: [{ key: 'a', minDays: 1, source: both('С'), validFrom: '2026-02-30' }] },
      ['rules.0.validFrom date'],
    ],
    [
      'a key twice, an end before the beginning',
      {
        rules: [
          { key: 'a', minDays: 1, source: both('С') },
          { key: 'a', minDays: 1, source: both('С'), validFrom: '2026-02-02', validUntil: '2026-02-01' },
        ],
      },
      ['rules.1.key repeated', 'rules.1.validUntil dates'],
    ],
  ])('says by its path what is wrong with %s', (_, change, faults) => {
    expect(faultsOf(change)).toEqual(faults)
  })

  test.each([null, 5, 'text', [], { __proto__: null }])('is not %j', (value) => {
    expect(readTemplate(value).template).toBeNull()
    expect(readTemplate(value).faults.length).toBeGreaterThan(0)
  })
})

describe('a plan', () => {
  const { phases } = templateSchema.parse(TEMPLATE)

  test('goes from midnight to midnight of the town, over a change of clocks too', () => {
    const planned = planPhases(phases, '2026-03-25', 'Europe/Berlin')!
    expect(
      planned.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt?.toISOString() ?? null]),
    ).toEqual([
      ['2026-03-24T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
      ['2026-03-31T22:00:00.000Z', null],
    ])
  })

  test.each(['2026-02-30', '2026-2-3', '2026-02-03T10:00', '', '9999-01-01'])('does not begin on %j', (day) =>
    expect(planPhases(phases, day, 'UTC')).toBeNull(),
  )

  test('does not leave the calendar', () => {
    expect(planPhases(phases, '2199-12-30', 'UTC')).toBeNull()
  })
})
