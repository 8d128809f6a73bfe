export const signIn = {
  title: 'Вход',
  codeTitle: 'Введите код',
}

export const consent = {
  title: 'Согласия',
  given: 'Дано {{date}}',
  withdrawn: 'Отозвано {{date}}',
  erasedBy: 'Не позже {{date}} сайт удалит вашу почту и псевдоним. Если передумали, дайте согласие снова.',
  withdraw: 'Отозвать согласие',
  version: 'редакция {{version}}',
  names: { 'personal-data': 'Обработка персональных данных', rules: 'Правила обсуждения' },
}

export const me = {
  title: 'Мои записи',
}
