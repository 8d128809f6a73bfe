/**
 * Words that say what kind of street it is, by the one they are compared as. Sources: the abbreviations of Приказ Минфина
 * № 171н (5.11.2015) and what people type.
 */
const NAMES: Record<string, string> = {
  улица: 'ул street st str ulitsa ulica',
  переулок: 'пер lane ln pereulok',
  проспект: 'пр-т просп пр-кт проспкт avenue ave prospekt',
  проезд: 'пр-д прд passage proyezd',
  площадь: 'пл square sq ploshchad',
  набережная: 'наб embankment emb naberezhnaya',
  бульвар: 'б-р бул бульв boulevard blvd',
  шоссе: 'ш highway hwy shosse',
  тупик: 'туп dead-end',
  аллея: 'ал alley alleya',
  линия: 'лин line',
  микрорайон: 'мкр мкрн мк-н мкр-н microdistrict',
  квартал: 'кв-л кварт quarter',
  тракт: 'тр-т trakt',
  спуск: 'сп descent',
  дорога: 'дор road rd',
}

const TYPES = new Map<string, string>(
  Object.entries(NAMES).flatMap(([type, names]) => [
    [type, type] as const,
    ...names.split(' ').map((name) => [name, type] as const),
  ]),
)

/** So common that it says nothing: a street whose kind is not told is one. */
export const COMMON_TYPE = 'улица'

/** The kind of street that a word says, in full: 'пр-т' -> 'проспект'; null for any other word. 'пр' may be two kinds. */
export function streetTypeOf(word: string): string | null {
  return TYPES.get(word) ?? null
}
