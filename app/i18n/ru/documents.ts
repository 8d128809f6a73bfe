/** The names and versions of app/i18n/ru/document-texts.ts, whose paragraphs only the server reads. */
export const documents = {
  'personal-data': { title: 'Согласие на обработку персональных данных', version: '2026-11-23' },
  data: { title: 'Что хранится и сколько', version: '2026-11-23' },
  rules: { title: 'Правила обсуждения', version: '2026-11-01' },
  accessibility: { title: 'Доступность сайта', version: '2026-11-01' },
  about: { title: 'О проекте', version: '2026-11-23' },
}
