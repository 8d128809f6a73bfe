/** The words of letters: only the server writes them, so browsers do not get them. */
export const letterTexts = {
  signature: '—\nСреда, {{origin}}\nПисьмо отправлено автоматически.',
  unsubscribe: 'Не получать такие письма',
  settings: 'Настройки уведомлений',
  more_one: 'И ещё {{count}} событие.',
  more_few: 'И ещё {{count}} события.',
  more_many: 'И ещё {{count}} событий.',
  more_other: 'И ещё {{count}} события.',
  item: {
    new: '№ {{number}}. {{title}}: новая запись\n{{link}}',
    answer: '№ {{number}}. {{title}}: город ответил, {{status}}\n{{link}}',
    status: '№ {{number}}. {{title}}: {{status}}\n{{link}}',
  },
  'status-followed': {
    subject: 'Вы поддержали или следите: № {{number}}, {{status}}',
    body: '«{{title}}»\n\nТеперь состояние: {{status}}.\n\n{{link}}',
  },
  'answer-followed': {
    subject: 'Город ответил на то, что вы поддержали: № {{number}}',
    body: '«{{title}}»\n\nРешение: {{decision}}. Состояние: {{status}}.\n\n{{answer}}\n\n{{link}}',
  },
  'phase-open': {
    subject: 'Начался этап «{{phase}}»: {{title}}',
    body: 'В обсуждении «{{title}}» начался этап «{{phase}}». Что можно сделать сейчас и до какого дня, написано на странице:\n\n{{link}}',
  },
  'phase-soon': {
    subject: 'Этап «{{phase}}» закончится {{until}}: {{title}}',
    body: 'В обсуждении «{{title}}» этап «{{phase}}» закончится {{until}}.\n\nЕсли хотели что-то сделать, ещё есть время:\n\n{{link}}',
  },
  result: {
    subject: 'Есть результат: {{title}}',
    body: 'В обсуждении «{{title}}» подведены итоги.\n\n{{link}}',
  },
  digest: {
    subject: 'Неделя в городе {{townName}}',
    body: 'Что нового там, за чем вы следите:\n\n{{items}}',
  },
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
    body: 'Модератор вернул на доработку «{{title}}».\n\nПричина: {{reason}}\n\nИсправьте и отправьте снова: {{link}}\n\nЕсли вы не согласны, ответьте один раз: {{appeal}}. Ответ прочитает другой сотрудник.',
  },
  'moderation-hide': {
    subject: 'Запись № {{number}} скрыта',
    body: 'Модератор скрыл «{{title}}».\n\nПричина: {{reason}}\n\n{{link}}\n\nЕсли вы не согласны, ответьте один раз: {{appeal}}. Ответ прочитает другой сотрудник.',
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
    body: 'Модератор скрыл ваш комментарий к «{{title}}».\n\n«{{text}}»\n\nПричина: {{reason}}\n\n{{link}}\n\nЕсли вы не согласны, ответьте один раз: {{appeal}}. Ответ прочитает другой сотрудник.',
  },
  'comment-restore': {
    subject: 'Ваш комментарий снова виден',
    body: 'Модератор снова показал ваш комментарий к «{{title}}», теперь его опять видят все.\n\n«{{text}}»\n\n{{link}}',
  },
  'comment-undo': {
    subject: 'Решение по вашему комментарию отменено',
    body: 'Модератор отменил своё решение по вашему комментарию к «{{title}}». Всё стало как было.\n\n«{{text}}»\n\n{{link}}',
  },
  'photo-hide': {
    subject: 'Фотография к записи № {{number}} скрыта',
    body: 'Модератор скрыл фотографию к «{{title}}».\n\nПричина: {{reason}}\n\n{{link}}\n\nЕсли вы не согласны, ответьте один раз: {{appeal}}. Ответ прочитает другой сотрудник.',
  },
  'photo-restore': {
    subject: 'Фотография к записи № {{number}} снова видна',
    body: 'Модератор снова показал фотографию к «{{title}}».\n\n{{link}}',
  },
  'photo-undo': {
    subject: 'Решение по фотографии к записи № {{number}} отменено',
    body: 'Модератор отменил своё решение по фотографии к «{{title}}». Всё стало как было.\n\n{{link}}',
  },
  'appeal-granted': {
    subject: 'Решение по записи № {{number}} отменено: вы были услышаны',
    body: 'Другой сотрудник прочитал ваш ответ по «{{title}}» и отменил решение. Всё стало как было.\n\n{{answer}}\n\n{{link}}',
  },
  'appeal-upheld': {
    subject: 'Решение по записи № {{number}} осталось в силе',
    body: 'Другой сотрудник прочитал ваш ответ по «{{title}}» и оставил решение в силе.\n\n{{answer}}\n\n{{link}}',
  },
  merge: {
    subject: 'Запись № {{number}} объединена с № {{into}}',
    body: 'Запись «{{title}}» объединена с похожей: № {{into}} «{{intoTitle}}». Имя автора, фотографии, комментарии и поддержки сохранены. Каждый, кто поддержал обе, считается один раз.\n\nПричина: {{reason}}\n\n{{intoLink}}',
  },
  'merge-undo': {
    subject: 'Записи № {{number}} и № {{into}} снова разделены',
    body: 'Объединение «{{title}}» и «{{intoTitle}}» отменено. Всё стало как было.\n\n{{link}}\n{{intoLink}}',
  },
  split: {
    subject: 'Запись № {{number}} разделена на две',
    body: 'В записи «{{title}}» было о двух разных вещах. Вторая теперь отдельно: № {{into}} «{{intoTitle}}». Поддержки остались у первой; вторую можно поддержать отдельно.\n\nПричина: {{reason}}\n\n{{link}}\n{{intoLink}}',
  },
  move: {
    subject: 'Запись № {{number}} перенесена на карте',
    body: 'Модератор поправил место записи «{{title}}» на карте.\n\nПричина: {{reason}}\n\n{{link}}',
  },
  'person-block': {
    subject: '{{townName}}: вам закрыта возможность писать',
    body: 'В городе {{townName}} вы не можете писать {{term}}. Поддержки и голоса остаются, поддерживать и голосовать вы можете.\n\nПричина: {{reason}}',
  },
  'person-unblock': {
    subject: '{{townName}}: вы снова можете писать',
    body: 'Вы снова можете писать в городе {{townName}}. Если ваши записи были скрыты вместе с этим, они снова видны.',
  },
  blockedUntil: 'до {{date}}',
  blockedForGood: 'пока это не снимут',
  status: {
    subject: 'Запись № {{number}}: {{status}}',
    body: '«{{title}}»\n\nТеперь состояние: {{status}}.\n\n{{link}}',
  },
  answer: {
    subject: 'Город ответил на запись № {{number}}: {{decision}}',
    body: '«{{title}}»\n\nРешение: {{decision}}\n\n{{answer}}\n\n{{link}}',
  },
}
