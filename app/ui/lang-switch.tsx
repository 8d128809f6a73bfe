import Globe from 'lucide-react/icons/globe'
import { cx } from '#app/ui/cx.ts'

export type LangSwitchProps = {
  /** Where the form posts `lang` and `returnTo`. */
  action: string
  returnTo: string
  current: string
  /** Each language by its own name. */
  languages: readonly { code: string; name: string }[]
  label: string
}

/** Languages side by side; each is a button of one plain form. */
export function LangSwitch({ action, returnTo, current, languages, label }: LangSwitchProps) {
  return (
    <form
      method="post"
      action={action}
      data-chrome=""
      aria-label={label}
      className="flex flex-wrap items-center text-sm"
    >
      <input type="hidden" name="returnTo" value={returnTo} />
      <Globe aria-hidden="true" className="mr-1 size-5 text-ink-2" />
      {languages.map((language) => (
        <button
          key={language.code}
          type="submit"
          name="lang"
          value={language.code}
          lang={language.code}
          aria-pressed={language.code === current}
          className={cx(
            'min-h-12 rounded-md px-2.5 hover:bg-surface-2',
            language.code === current ? 'font-[600] text-ink' : 'text-ink-2 underline underline-offset-4',
          )}
        >
          {language.name}
        </button>
      ))}
    </form>
  )
}
