/** Words of rarely opened public pages: the server sends them with the page, so that no other reader loads them. */
export const served = {
  appeal: {
    title: 'Ответить на решение',
    lead: 'Одна запись — один ответ. Его прочитает другой сотрудник, не тот, кто принял решение.',
    about: 'Запись № {{number}} «{{title}}»',
    decision: 'Решение',
    acts: {
      return: 'Возвращено на доработку',
      hide: 'Скрыто',
    },
    reason: 'Причина: {{reason}}',
    body: 'Почему вы не согласны или что хотите объяснить',
    bodyHint: 'Решение могут отменить. Ответ придёт письмом.',
    send: 'Отправить',
    sent: 'Отправлено. Ответит другой сотрудник.',
    waiting: 'Вы ответили {{date}}. Ответ ещё не прочитан.',
    granted: 'Решение отменено: запись снова на месте.',
    upheld: 'Решение осталось в силе.',
    answer: 'Ответ сотрудника: {{answer}}',
    nothing: 'Сейчас здесь нет решения, на которое можно ответить.',
    back: 'К записи',
  },
}
