import { useLocation } from '@remix-run/react'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Tabs } from '#app/ui/tabs.tsx'

/** The parts of the desk: the queue, the appeals, the town's answers. */
export function DeskTabs() {
  const t = useWords()
  const { frame } = useTown()
  const { pathname } = useLocation()
  const tabs = [
    [paths.desk(frame.slug), t('desk.tabs.queue')],
    [paths.deskAppeals(frame.slug), t('desk.tabs.appeals')],
    [paths.deskAnswers(frame.slug), t('desk.tabs.answers')],
  ] as const
  return (
    <Tabs
      label={t('desk.tabs.label')}
      className="mt-4"
      items={tabs.map(([to, label]) => ({ to, label, current: pathname === to }))}
    />
  )
}
