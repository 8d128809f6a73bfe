import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import type { DeskData } from './load.server.ts'

const CAUSES = ['new', 'reported', 'edited', 'flagged'] as const
const TYPES = ['contribution', 'comment', 'photo'] as const

/** Parts of the queue, each with its count. */
export function QueueFilter({ data }: { data: Pick<DeskData, 'all' | 'counts' | 'cause' | 'type'> }) {
  const t = useWords()
  const { frame } = useTown()
  const { all, counts, cause, type } = data
  return (
    <Tabs
      label={t('desk.filter')}
      className="text-sm"
      items={[
        { to: paths.desk(frame.slug), label: t('desk.filterAll'), count: all, current: !cause && !type },
        ...CAUSES.map((name) => ({
          to: paths.desk(frame.slug, { cause: name }),
          label: t(`desk.causes.${name}`),
          count: counts[name] ?? 0,
          current: cause === name,
        })),
        ...TYPES.map((name) => ({
          to: paths.desk(frame.slug, { type: name }),
          label: t(`desk.types.${name}`),
          count: counts[name] ?? 0,
          current: type === name,
        })),
      ]}
    />
  )
}
