/** The language that a text's alphabet speaks for: the one that most letters are of; null where neither is ahead. */
export function languageOf(text: string): 'ru' | 'en' | null {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  return cyrillic === latin ? null : cyrillic > latin ? 'ru' : 'en'
}
