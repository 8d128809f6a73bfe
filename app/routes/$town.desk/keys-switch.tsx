import { useWords } from '#app/i18n/use-words.ts'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DESK_HELP } from './use-desk-keys.ts'

interface Props {
  isOn: boolean
  turn: (on: boolean) => void
}

/** What the keys are, and whether they work: speech and stray fingers press them, too. Without scripts there are none. */
export function KeysSwitch({ isOn, turn }: Props) {
  const t = useWords()
  return (
    <div id={DESK_HELP} tabIndex={-1} data-needs-script="" className="mt-4 outline-offset-4 print:hidden">
      <Checkbox
        role="switch"
        checked={isOn}
        onChange={(event) => turn(event.currentTarget.checked)}
        label={t('desk.keysOn')}
        hint={t('desk.keys')}
      />
    </div>
  )
}
