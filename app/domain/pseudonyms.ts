/** What a person may call themselves in public: 2-40 letters, digits, spaces, hyphens. */
export const PSEUDONYM = /^[\p{L}\p{N}][\p{L}\p{N} .-]{1,39}$/u

/** Latin and Greek letters and digits, as the Cyrillic letter that they may be taken for. */
const LOOKS_LIKE: Record<string, string> = {
  ...{ a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', i: 'и', k: 'к', l: 'и', m: 'м', n: 'п', o: 'о', p: 'р' },
  ...{ r: 'г', t: 'т', u: 'и', w: 'ш', x: 'х', y: 'у', '0': 'о', '1': 'и', '3': 'з', '4': 'ч', '6': 'б' },
  ...{ α: 'а', β: 'в', ε: 'е', η: 'н', ι: 'и', κ: 'к', λ: 'л', μ: 'м', ν: 'у', ο: 'о', π: 'п', ρ: 'р' },
  ...{ τ: 'т', υ: 'у', φ: 'ф', χ: 'х', і: 'и', ї: 'и', ј: 'и', ѕ: 's', ү: 'у', һ: 'н', ԁ: 'd', ӏ: 'и' },
}

/** What is left of a name for the eye: without case, accents (ё is е), spaces and marks, look-alikes made one. */
function looks(name: string): string {
  return [...name.normalize('NFKD').toLowerCase()]
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .map((letter) => LOOKS_LIKE[letter] ?? letter)
    .join('')
}

/** True when a reader may take one name for the other. */
export function looksAlike(a: string, b: string): boolean {
  return looks(a) === looks(b)
}

/** Whoever speaks for the town, as parts of words that stand in no other words. */
const STAFF_PARTS = [
  ...['администрац', 'администрат', 'модерат', 'чиновник', 'муниципал', 'градоначальник', 'горсовет'],
  ...['официальн', 'госуслуг', 'техподдержк', 'служба поддержки', 'городская дума', 'городской совет'],
  ...['главный архитектор', 'команда среды', 'administrat', 'moderat', 'municipal', 'official', 'city hall'],
  ...['town hall', 'city council', 'town council', 'sreda team'],
].map(looks)

/** And as whole words, which stand inside others too: «бадминтон», «Мэрилин». */
const STAFF_WORDS = new Set(
  ['админ', 'админы', 'admin', 'admins', 'мэр', 'мэра', 'мэрия', 'мэрии', 'mayor', 'глава', 'staff'].map(
    looks,
  ),
)

/** True for a name that a reader may take for the town's administration or for those who keep this site. */
export function namesStaff(name: string): boolean {
  const whole = looks(name)
  const words = [
    whole,
    ...name
      .normalize('NFKC')
      .split(/[^\p{L}\p{N}]+/u)
      .map(looks),
  ]
  return STAFF_PARTS.some((part) => whole.includes(part)) || words.some((word) => STAFF_WORDS.has(word))
}
