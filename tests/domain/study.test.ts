import { describe, expect, test } from 'vitest'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { readAnswer, type Values } from '#app/domain/study/answer.ts'
import { changeForm, freeId, optionsOf } from '#app/domain/study/change-form.ts'
import { DONT_KNOW } from '#app/domain/study/dont-know.ts'
import { type FormContent, formSchema, type Question } from '#app/domain/study/form.ts'
import { PLACE_AUDIT } from '#app/domain/study/place-audit.ts'
import { groupsOf, spreadOf, summarise } from '#app/domain/study/results.ts'

const box = [45.5, 57.4, 45.7, 57.5] as const
const words = (text: string) => ({ text })
const option = (id: string) => ({ id, words: words(id) })
const asked = (id: string) => ({ id, words: words(id), isRequired: true })
const form: FormContent = {
  axes: [],
  questions: [
    { ...asked('been'), type: 'choice', options: [option('yes'), option('no')] },
    {
      ...asked('why'),
      type: 'many',
      options: [option('far'), option('dark'), option('dull')],
      showIf: { question: 'been', answers: ['no'] },
    },
    {
      ...asked('rate'),
      type: 'scale',
      min: 1,
      max: 5,
      hasDontKnow: true,
      showIf: { question: 'been', answers: ['yes'] },
    },
    { ...asked('times'), type: 'number', min: 0, max: 30, showIf: { question: 'rate', answers: ['4', '5'] } },
    { ...asked('say'), isRequired: false, type: 'text', isLong: true },
    { ...asked('home'), isRequired: false, type: 'point', isCoarse: true },
    { ...asked('way'), isRequired: false, type: 'line' },
    { ...asked('lawn'), isRequired: false, type: 'area' },
  ],
}
const read = (typed: Record<string, string[]>) => readAnswer(form, typed, { box })

describe('an answer against a version of a form', () => {
  test('what is missing is told only of what was asked; answers to hidden questions are dropped', () => {
    expect(read({}).faults).toEqual([{ question: 'been', code: 'required' }])
    expect(read({ been: ['no'], why: ['dull', 'far'], rate: ['5'], times: ['3'], other: ['x'] })).toEqual({
      values: { been: 'no', why: ['far', 'dull'] },
      faults: [],
    })
    // Hidden by a question that is hidden itself, though its own field says five.
    expect(read({ been: ['yes'], rate: ['3'], times: ['9'] }).values).toEqual({ been: 'yes', rate: 3 })
    expect(read({ been: ['yes'], rate: ['5'] }).faults).toEqual([{ question: 'times', code: 'required' }])
  })

  test('what is out of range, no number or no option is told', () => {
    const codes = (typed: Record<string, string[]>) => read(typed).faults.map(({ code }) => code)
    expect(codes({ been: ['perhaps'] })).toEqual(['choice'])
    expect(codes({ been: ['yes'], rate: ['6'] })).toEqual(['range'])
    expect(codes({ been: ['yes'], rate: ['2.5'] })).toEqual(['number'])
    expect(codes({ been: ['yes'], rate: ['5'], times: ['31'] })).toEqual(['range'])
    expect(codes({ been: ['yes'], rate: ['5'], times: ['many'] })).toEqual(['number'])
    expect(codes({ been: ['no'], why: ['far', 'none'] })).toEqual(['choice'])
    expect(codes({ been: ['yes'], rate: ['1'], say: ['x'.repeat(2001)] })).toEqual(['too-long'])
    expect(read({ been: ['yes'], rate: [DONT_KNOW] }).values.rate).toBeNull()
    expect(read({ been: ['yes'], rate: ['4'], times: ['1,5'] }).values.times).toBe(1.5)
  })

  test('places are read as people write them, lie in the town, and a home is kept on a grid of 250 m', () => {
    const place = (typed: Record<string, string[]>) => read({ been: ['yes'], rate: ['1'], ...typed })
    const home = place({ home: ['57.419, 45.6008'] }).values.home as { coordinates: number[] }
    const near = place({ home: ['57.4185, 45.601'] }).values.home
    expect(distanceM(home.coordinates, [45.6008, 57.419])).toBeLessThan(180)
    expect(near).toEqual(home)
    expect(place({ way: ['57.42, 45.6\n57.43, 45.61'] }).values.way).toEqual({
      type: 'LineString',
      coordinates: [
        [45.6, 57.42],
        [45.61, 57.43],
      ],
    })
    const lawn = place({ lawn: ['57.42, 45.6\n57.43, 45.61\n57.42, 45.62'] }).values.lawn
    expect(lawn).toMatchObject({ type: 'Polygon', coordinates: [{ length: 4 }] })
    const code = (typed: Record<string, string[]>) => place(typed).faults[0]?.code
    expect(code({ way: ['57.42, 45.6'] })).toBe('place')
    expect(code({ home: ['by the river'] })).toBe('place')
    expect(code({ home: ['55.75, 37.61'] })).toBe('place-far')
  })
})

describe('a form is changed step by step', () => {
  const fault = (content: FormContent) =>
    formSchema.safeParse(content).error?.issues.map(({ message, path }) => `${message} ${path.join('.')}`)

  test('ours is a form, and what would break one is told', () => {
    expect(fault(form)).toBeUndefined()
    expect(fault(PLACE_AUDIT.content)).toBeUndefined()
    const statements = PLACE_AUDIT.content.questions.filter((one) => one.type === 'scale')
    expect([statements.length, PLACE_AUDIT.content.axes.length]).toEqual([18, 6])
    const twice = { ...form, questions: [form.questions[0]!, form.questions[0]!] }
    expect(fault(twice)).toEqual(['repeated questions.1.id'])
    expect(fault({ ...form, groupBy: 'say' })).toEqual(['group groupBy'])
    expect(fault({ ...form, questions: form.questions.slice(1, 2) })).toEqual([
      'condition questions.0.showIf',
    ])
  })

  test('questions are added, moved and removed, but no condition loses its question', () => {
    const added = changeForm(form, {
      kind: 'add',
      id: 'q1',
      type: 'choice',
      words: words('New'),
      options: [words('A'), words('B')],
    })
    expect('content' in added && added.content.questions.at(-1)).toMatchObject({
      id: 'q1',
      options: [{ id: 'o1' }, { id: 'o2' }],
    })
    expect(changeForm(form, { kind: 'remove', id: 'been' })).toMatchObject({ fault: { code: 'condition' } })
    expect(changeForm(form, { kind: 'move', id: 'been', by: 1 })).toMatchObject({
      fault: { code: 'condition' },
    })
    const moved = changeForm(form, { kind: 'move', id: 'say', by: 1 })
    expect('content' in moved && moved.content.questions.map(({ id }) => id).indexOf('say')).toBe(5)
    expect(freeId(['q1', 'q3'])).toBe('q2')
  })

  test('an option keeps its id while its words or its place stay', () => {
    const before = [option('o1'), option('o2')]
    expect(optionsOf([words('o2'), words('o1')], before).map(({ id }) => id)).toEqual(['o2', 'o1'])
    expect(optionsOf([words('o1'), words('reworded')], before).map(({ id }) => id)).toEqual(['o1', 'o2'])
    expect(optionsOf([words('o1'), words('new'), words('o2')], before).map(({ id }) => id)).toEqual([
      'o1',
      'o3',
      'o2',
    ])
  })
})

describe('what many have answered', () => {
  const scale = (id: string, axis: string): Question => ({
    ...asked(id),
    type: 'scale',
    min: 1,
    max: 7,
    hasDontKnow: true,
    axis,
  })
  const audit: FormContent = {
    axes: [option('calm')],
    groupBy: 'who',
    questions: [
      { ...asked('who'), type: 'choice', options: [option('resident'), option('expert'), option('guest')] },
      scale('a', 'calm'),
      scale('b', 'calm'),
    ],
  }
  const many = (n: number, values: Values) => Array.from({ length: n }, () => values)

  test('the middle and the middle half', () => {
    expect(spreadOf([1, 2, 3, 4])).toEqual({ n: 4, median: 2.5, lower: 1.75, upper: 3.25 })
    expect(spreadOf([])).toBeNull()
  })

  test('an axis is the mean of what each has rated there; "don\'t know" counts apart', () => {
    const answers = [
      ...many(3, { who: 'resident', a: 2, b: 6 }),
      ...many(3, { who: 'resident', a: 5, b: null }),
    ]
    const { n, axes, questions } = summarise(audit, answers)
    expect([n, axes[0]!.spread]).toEqual([6, { n: 6, median: 4.5, lower: 4, upper: 5 }])
    expect(questions[1]).toMatchObject({ n: 6, dontKnow: 0, spread: { median: 3.5 } })
    // Only three have rated it: too few.
    expect(questions[2]).toMatchObject({ n: null, spread: null, steps: null })
    expect(questions[2]).toMatchObject({ dontKnow: 3 })
  })

  test('of fewer than five nothing is told, and no small group can be told from the rest', () => {
    const few = summarise(audit, many(4, { who: 'resident', a: 1, b: 1 }))
    expect([few.n, few.axes[0]!.spread, few.questions.map(({ n }) => n)]).toEqual([
      null,
      null,
      [null, null, null],
    ])
    const answers = [
      ...many(9, { who: 'resident', a: 4, b: 4 }),
      ...many(4, { who: 'expert', a: 2, b: 2 }),
      ...many(3, { who: 'guest', a: 7, b: 7 }),
    ]
    const groups = groupsOf(audit, answers)
    expect(groups.shown.map(({ key }) => key)).toEqual(['resident'])
    expect(groups.others).toBe(7)
    expect(summarise(audit, answers).questions[0]).toMatchObject({ n: null, steps: null })
    const alone = [...many(9, { who: 'resident' }), ...many(1, { who: 'expert' })]
    expect(groupsOf(audit, alone).shown).toEqual([])
  })
})
