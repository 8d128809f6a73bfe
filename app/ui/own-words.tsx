import { textLang } from '#app/i18n/text-lang.ts'
import { useLocale } from '#app/i18n/use-words.ts'

/** Words that the town wrote itself, in whatever language: a screen reader is told which. */
export function OwnWords({ text }: { text: string }) {
  const locale = useLocale()
  return <span lang={textLang(text, locale)}>{text}</span>
}
