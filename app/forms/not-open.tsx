import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'

/** No phase takes anything now. */
export function NotOpen() {
  const t = usePageWords()
  const { frame } = useTown()
  return (
    <EmptyState
      title={t('form.notOpen')}
      className="mt-8"
      actions={<ButtonLink to={paths.town(frame.slug)}>{t('town.nav.map')}</ButtonLink>}
    >
      {t('form.notOpenText')}
    </EmptyState>
  )
}
