import type { FormContent, Question, Words } from './form.ts'

/**
 * Our own form of the place audit: 18 statements on six axes, from 1 (not at all) to 7 (entirely). It stands in no other
 * system and may be used by anybody; a town may change it, then a new version is asked.
 */

const words = (text: string, en: string): Words => ({ text, en })

interface AuditAxis {
  id: string
  words: Words
  statements: [id: string, text: string, en: string][]
}

const AXES: AuditAxis[] = [
  {
    id: 'safety',
    words: words('Безопасность', 'Safety'),
    statements: [
      ['dark', 'Здесь безопасно ходить в тёмное время', 'It is safe to walk here after dark'],
      [
        'crossings',
        'Переходы и проезды не опасны для пешеходов',
        'Crossings and driveways are no danger to people on foot',
      ],
      ['repair', 'Покрытия и оборудование исправны', 'Paving and equipment are in good repair'],
    ],
  },
  {
    id: 'comfort',
    words: words('Комфортность', 'Comfort'),
    statements: [
      [
        'shelter',
        'Есть где сесть и укрыться от дождя и солнца',
        'There is somewhere to sit, out of the rain and the sun',
      ],
      [
        'step-free',
        'Удобно с коляской, на кресле-коляске, с палочкой',
        'It is easy with a pram, in a wheelchair, with a walking stick',
      ],
      ['seasons', 'Есть чем заняться в разное время года', 'There is something to do in every season'],
    ],
  },
  {
    id: 'ecology',
    words: words('Экологичность и здоровье', 'Nature and health'),
    statements: [
      ['trees', 'Достаточно деревьев и тени', 'There are enough trees and shade'],
      ['clean', 'Чисто, есть урны, мусор вывозят', 'It is clean, with bins that are emptied'],
      ['air', 'Тихо и приятно дышать', 'It is quiet and the air is pleasant'],
    ],
  },
  {
    id: 'identity',
    words: words('Идентичность и разнообразие', 'Identity and variety'),
    statements: [
      ['history', 'Место рассказывает об истории нашего города', 'The place tells of our town’s history'],
      ['ages', 'Сюда приходят люди разных возрастов', 'People of different ages come here'],
      ['events', 'Здесь проходят события и встречи', 'Events and meetings take place here'],
    ],
  },
  {
    id: 'services',
    words: words('Современность и актуальность', 'Up to date and useful'),
    statements: [
      [
        'utilities',
        'Есть нужные сервисы: туалет, вода, освещение',
        'It has what one needs: a toilet, water, lighting',
      ],
      ['reach', 'Легко дойти и доехать', 'It is easy to reach on foot and by transport'],
      ['trade', 'Рядом есть кафе, торговля, услуги', 'There are cafés, shops and services nearby'],
    ],
  },
  {
    id: 'care',
    words: words('Эффективность управления', 'Care and management'),
    statements: [
      ['owner', 'Понятно, кто отвечает за место', 'It is clear who is responsible for the place'],
      ['mended', 'О поломках сообщают, и их чинят', 'What breaks is reported and mended'],
      ['asked', 'Жителей спрашивают об изменениях', 'Residents are asked about changes'],
    ],
  },
]

const statements = AXES.flatMap(({ id: axis, statements }) =>
  statements.map(
    ([id, text, en]): Question => ({
      id,
      type: 'scale',
      words: words(text, en),
      isRequired: true,
      min: 1,
      max: 7,
      low: words('совсем нет', 'not at all'),
      high: words('полностью да', 'entirely'),
      hasDontKnow: true,
      axis,
    }),
  ),
)

const choice = (id: string, asked: Words, options: [id: string, text: string, en: string][]): Question => ({
  id,
  type: 'choice',
  words: asked,
  isRequired: true,
  options: options.map(([option, text, en]) => ({ id: option, words: words(text, en) })),
})

export const PLACE_AUDIT = {
  slug: 'place-audit',
  title: words('Аудит места', 'Place audit'),
  lead: words(
    'Оцените место: 18 утверждений, три минуты. Если не знаете, так и скажите.',
    'Rate the place: 18 statements, three minutes. Where you do not know, say so.',
  ),
  content: {
    axes: AXES.map(({ id, words }) => ({ id, words })),
    groupBy: 'group',
    questions: [
      choice('group', words('Кто вы для этого места', 'Who you are to this place'), [
        ['resident', 'Житель города', 'Resident of the town'],
        ['visitor', 'Приезжий', 'Visitor'],
        ['business', 'Работаю или веду дело рядом', 'I work or run a business nearby'],
        ['expert', 'Эксперт', 'Expert'],
      ]),
      choice('on-site', words('Вы сейчас на месте?', 'Are you there now?'), [
        ['yes', 'Да', 'Yes'],
        ['no', 'Нет, отвечаю по памяти', 'No, I answer from memory'],
      ]),
      choice('season', words('О каком времени года вы говорите', 'Which season you speak of'), [
        ['winter', 'Зима', 'Winter'],
        ['spring', 'Весна', 'Spring'],
        ['summer', 'Лето', 'Summer'],
        ['autumn', 'Осень', 'Autumn'],
      ]),
      ...statements,
      {
        id: 'good',
        type: 'text',
        words: words('Что здесь хорошо', 'What is good here'),
        isRequired: false,
        isLong: true,
      },
      {
        id: 'change',
        type: 'text',
        words: words('Что изменить', 'What to change'),
        isRequired: false,
        isLong: true,
      },
    ],
  } satisfies FormContent as FormContent,
}
