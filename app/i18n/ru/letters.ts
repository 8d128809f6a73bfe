/** The words of letters: only the server writes them, so browsers do not get them. */
export const letterTexts = {
  signature: '—\nСреда, {{origin}}\nПисьмо отправлено автоматически.',
  code: {
    subject: 'Код для входа: {{code}}',
    body: 'Ваш код для входа: {{code}}\n\nОн действует {{minutes}} минут. Если вы не просили код, ничего делать не нужно.',
  },
  'moderation-approve': {
    subject: 'Ваша запись № {{number}} опубликована',
    body: 'Модератор проверил «{{title}}», теперь запись видят все.\n\n{{link}}',
  },
  'moderation-return': {
    subject: 'Запись № {{number}} нужно доработать',
    body: 'Модератор вернул на доработку «{{title}}».\n\nПричина: {{reason}}\n\nИсправьте и отправьте снова: {{link}}',
  },
  'moderation-hide': {
    subject: 'Запись № {{number}} скрыта',
    body: 'Модератор скрыл «{{title}}».\n\nПричина: {{reason}}\n\n{{link}}',
  },
  'moderation-restore': {
    subject: 'Запись № {{number}} снова видна',
    body: 'Модератор снова показал «{{title}}», теперь запись опять видят все.\n\n{{link}}',
  },
  'moderation-undo': {
    subject: 'Решение по записи № {{number}} отменено',
    body: 'Модератор отменил своё решение по «{{title}}». Всё стало как было.\n\n{{link}}',
  },
  'comment-approve': {
    subject: 'Ваш комментарий опубликован',
    body: 'Модератор проверил ваш комментарий к «{{title}}», теперь его видят все.\n\n«{{text}}»\n\n{{link}}',
  },
  'comment-hide': {
    subject: 'Ваш комментарий скрыт',
    body: 'Модератор скрыл ваш комментарий к «{{title}}».\n\n«{{text}}»\n\nПричина: {{reason}}\n\n{{link}}',
  },
  'comment-restore': {
    subject: 'Ваш комментарий снова виден',
    body: 'Модератор снова показал ваш комментарий к «{{title}}», теперь его опять видят все.\n\n«{{text}}»\n\n{{link}}',
  },
  'comment-undo': {
    subject: 'Решение по вашему комментарию отменено',
    body: 'Модератор отменил своё решение по вашему комментарию к «{{title}}». Всё стало как было.\n\n«{{text}}»\n\n{{link}}',
  },
  status: {
    subject: 'Запись № {{number}}: {{status}}',
    body: '«{{title}}»\n\nТеперь состояние: {{status}}.\n\n{{link}}',
  },
  answer: {
    subject: 'Город ответил на запись № {{number}}: {{decision}}',
    body: '«{{title}}»\n\nРешение: {{decision}}\n\n{{answer}}\n\n{{link}}',
  },
}
