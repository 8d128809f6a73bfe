/** The words that names given by the platform are made of, as each language says them. */
const ADJECTIVES: [ru: string, en: string][] = [
  ['Тихая', 'Quiet'],
  ['Ясная', 'Clear'],
  ['Быстрая', 'Swift'],
  ['Светлая', 'Bright'],
  ['Добрая', 'Kind'],
  ['Смелая', 'Brave'],
  ['Ранняя', 'Early'],
  ['Северная', 'Northern'],
  ['Речная', 'River'],
  ['Летняя', 'Summer'],
  ['Звонкая', 'Ringing'],
  ['Лесная', 'Forest'],
]
const NOUNS: [ru: string, en: string][] = [
  ['Ива', 'Willow'],
  ['Рябина', 'Rowan'],
  ['Берёза', 'Birch'],
  ['Липа', 'Linden'],
  ['Сосна', 'Pine'],
  ['Чайка', 'Gull'],
  ['Ласточка', 'Swallow'],
  ['Синица', 'Titmouse'],
  ['Роща', 'Grove'],
  ['Волна', 'Wave'],
  ['Тропа', 'Path'],
  ['Роса', 'Dew'],
]
/** Whoever speaks in demonstration data: said with a number, so that nobody takes them for a person. */
const INVENTED: [ru: string, en: string] = ['Демо-житель', 'Demo resident']

const ENGLISH = new Map([...ADJECTIVES, ...NOUNS])

/** A public name that says nothing of the person, from three numbers in [0, 1): «Тихая Ива 482». */
export function pseudonymFrom(a: number, b: number, c: number): string {
  const pick = (list: [string, string][], x: number) => (list[Math.floor(x * list.length)] ?? list[0]!)[0]
  return `${pick(ADJECTIVES, a)} ${pick(NOUNS, b)} ${100 + Math.floor(c * 900)}`
}

/** The name of an invented resident: «Демо-житель 3». */
export function inventedName(number: number): string {
  return `${INVENTED[0]} ${number}`
}

/** A public name as a page says it: one given by the platform in the page's language, one that a person chose as it is. */
export function nameIn(name: string, locale: string): string {
  if (locale !== 'en') return name
  const invented = name.startsWith(`${INVENTED[0]} `) && /^\d+$/.test(name.slice(INVENTED[0].length + 1))
  if (invented) return name.replace(...INVENTED)
  const [first, second, number, ...more] = name.split(' ')
  const [adjective, noun] = [ENGLISH.get(first ?? ''), ENGLISH.get(second ?? '')]
  if (!adjective || !noun || !/^\d{3}$/.test(number ?? '') || more.length > 0) return name
  return `${adjective} ${noun} ${number}`
}
