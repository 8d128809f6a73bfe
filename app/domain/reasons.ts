import { localized } from './localized.ts'

interface ReasonTemplate {
  act: 'return' | 'hide'
  ru: { title: string; body: string }
  en: { title: string; body: string }
}

/** The reasons that a new town's desk starts with. */
export const DEFAULT_REASONS: ReasonTemplate[] = [
  {
    act: 'return',
    ru: {
      title: 'Неясно, где это',
      body: 'Пожалуйста, уточните место: отметьте его на карте или назовите ориентир, чтобы специалисты могли туда прийти.',
    },
    en: {
      title: 'The place is unclear',
      body: 'Please make the place clear: mark it on the map or name a landmark, so that specialists can go there.',
    },
  },
  {
    act: 'return',
    ru: {
      title: 'Нужно описать подробнее',
      body: 'Пожалуйста, добавьте, что именно нужно изменить и зачем. Хватит двух-трёх предложений.',
    },
    en: {
      title: 'More detail needed',
      body: 'Please add what exactly should change and why. Two or three sentences are enough.',
    },
  },
  {
    act: 'return',
    ru: {
      title: 'Личные данные в тексте',
      body: 'В тексте или на фотографии есть личные данные (телефон, адрес, лицо, номер машины). Уберите их и отправьте снова.',
    },
    en: {
      title: 'Personal data in the text',
      body: 'The text or the photo holds personal data (a phone, an address, a face, a number plate). Please remove it and send again.',
    },
  },
  {
    act: 'hide',
    ru: { title: 'Оскорбления', body: 'Сообщение содержит оскорбления и нарушает правила обсуждения.' },
    en: { title: 'Insults', body: 'The message contains insults and breaks the rules of the discussion.' },
  },
  {
    act: 'hide',
    ru: { title: 'Реклама', body: 'Сообщение является рекламой и не относится к обсуждению.' },
    en: {
      title: 'Advertising',
      body: 'The message is advertising and has nothing to do with the discussion.',
    },
  },
  {
    act: 'hide',
    ru: {
      title: 'Не относится к теме',
      body: 'Сообщение не относится к общественным пространствам города. С таким вопросом лучше обратиться в администрацию официально.',
    },
    en: {
      title: 'Off topic',
      body: 'The message is not about the town’s public spaces. Such a question is better sent to the administration as a formal appeal.',
    },
  },
]

/** No words of the author's: a reason stays in the log when the author has taken theirs away. */
type Placeholder = 'number' | 'town'

/** Puts what it is about into a ready reason: {number} and {town}; other braces stay as they are. */
function fillReason(body: string, values: Record<Placeholder, string | number>): string {
  return body.replace(/\{(number|town)\}/g, (_, name: Placeholder) => String(values[name]))
}

interface StoredTemplate {
  id: string
  body: string
  translations: Record<string, Record<string, string>>
}

/** A template with every language's text filled for one subject. @param valuesIn  the values in a language */
export function filledTemplate<Template extends StoredTemplate>(
  template: Template,
  valuesIn: (locale: string) => Parameters<typeof fillReason>[1],
): Template {
  const translations = Object.fromEntries(
    Object.entries(template.translations).map(([locale, texts]) => [
      locale,
      texts.body ? { ...texts, body: fillReason(texts.body, valuesIn(locale)) } : texts,
    ]),
  )
  return { ...template, body: fillReason(template.body, valuesIn('ru')), translations }
}

/**
 * The template that a reason was made of: the one whose text, in any of its languages, stands unchanged at its beginning.
 *
 * @returns its id, and the whole reason in another language: the template's own translation, with what the moderator
 *   added left in the moderator's words; null for a reason of the moderator's own
 */
export function templateOf<Template extends StoredTemplate>(reason: string, templates: readonly Template[]) {
  for (const template of templates) {
    for (const body of [template.body, ...Object.values(template.translations).map((text) => text.body)]) {
      if (!body || (reason !== body && !reason.startsWith(`${body}\n`))) continue
      const added = reason.slice(body.length)
      return { id: template.id, reasonIn: (locale: string) => localized(template, 'body', locale) + added }
    }
  }
  return null
}
