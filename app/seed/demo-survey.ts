import type { FormContent, Words } from '#app/domain/study/form.ts'

const words = (text: string, en: string): Words => ({ text, en })
const options = (list: [id: string, text: string, en: string][]) =>
  list.map(([id, text, en]) => ({ id, words: words(text, en) }))
const asked = (id: string, text: string, en: string, isRequired = false) => ({
  id,
  words: words(text, en),
  isRequired,
})

const questions: FormContent['questions'] = [
  {
    ...asked('often', 'Как часто вы бываете у реки?', 'How often are you at the river?', true),
    type: 'choice',
    options: options([
      ['daily', 'Почти каждый день', 'Nearly every day'],
      ['weekly', 'Раз в неделю', 'Once a week'],
      ['monthly', 'Раз в месяц или реже', 'Once a month or less'],
      ['never', 'Не бываю', 'Never'],
    ]),
  },
  {
    ...asked('why', 'Почему не бываете?', 'Why not?'),
    type: 'many',
    options: options([
      ['far', 'Далеко', 'It is far'],
      ['dark', 'Темно', 'It is dark'],
      ['nothing', 'Нечего делать', 'There is nothing to do'],
    ]),
    showIf: { question: 'often', answers: ['never'] },
  },
  {
    ...asked('doing', 'Что вы там делаете?', 'What do you do there?'),
    type: 'many',
    options: options([
      ['walk', 'Гуляю', 'I walk'],
      ['sit', 'Сижу у воды', 'I sit by the water'],
      ['fish', 'Рыбачу', 'I fish'],
      ['dog', 'Выгуливаю собаку', 'I walk the dog'],
      ['cycle', 'Катаюсь на велосипеде', 'I cycle'],
    ]),
    showIf: { question: 'often', answers: ['daily', 'weekly', 'monthly'] },
  },
  {
    ...asked('lights', 'Хватает ли света вечером?', 'Is there enough light in the evening?', true),
    type: 'scale',
    min: 1,
    max: 5,
    low: words('совсем нет', 'not at all'),
    high: words('вполне', 'quite enough'),
    hasDontKnow: true,
  },
  {
    ...asked('minutes', 'Сколько минут вам идти до реки?', 'How many minutes’ walk is it to the river?'),
    type: 'number',
    min: 0,
    max: 180,
  },
  {
    ...asked('dark', 'Где у реки темнее всего?', 'Where at the river is it darkest?'),
    type: 'point',
    isCoarse: false,
  },
  {
    ...asked('first', 'Что сделать в первую очередь?', 'What should be done first?'),
    type: 'text',
    isLong: true,
  },
]

/** A small survey of the demo town: every type of question but two, and a question that depends on another. */
export const RIVER_SURVEY = {
  slug: 'u-reki',
  title: words('Как вы проводите время у реки', 'How you spend time by the river'),
  lead: words(
    'Семь вопросов перед проектом набережной. Ответы без имён.',
    'Seven questions before the embankment is designed. Answers have no names.',
  ),
  content: { axes: [], questions } satisfies FormContent as FormContent,
}
