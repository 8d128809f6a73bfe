const ADJECTIVES = [
  'Тихая',
  'Ясная',
  'Быстрая',
  'Светлая',
  'Добрая',
  'Смелая',
  'Ранняя',
  'Северная',
  'Речная',
  'Летняя',
  'Звонкая',
  'Лесная',
]
const NOUNS = [
  'Ива',
  'Рябина',
  'Берёза',
  'Липа',
  'Сосна',
  'Чайка',
  'Ласточка',
  'Синица',
  'Роща',
  'Волна',
  'Тропа',
  'Роса',
]

/** A public name that says nothing of the person, from three numbers in [0, 1): «Тихая Ива 482». */
export function pseudonymFrom(a: number, b: number, c: number): string {
  const pick = (list: string[], x: number) => list[Math.floor(x * list.length)] ?? list[0]!
  return `${pick(ADJECTIVES, a)} ${pick(NOUNS, b)} ${100 + Math.floor(c * 900)}`
}

/** What a person may call themselves in public: 2-40 letters, digits, spaces, hyphens. */
export const PSEUDONYM = /^[\p{L}\p{N}][\p{L}\p{N} .-]{1,39}$/u
