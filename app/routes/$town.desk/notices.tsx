import { Form, useSearchParams } from '@remix-run/react'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Done } from './queue-card.tsx'

const DONE = ['approve', 'return', 'hide', 'restore', 'dismiss'] as const

/** What was done last, and how to take it back; of this page's own decisions, or of the address. */
export function DeskNotices({ last }: { last: Done | null }) {
  const t = useWords()
  const [search] = useSearchParams()
  const done = last ?? {
    done: search.get('done') ?? '',
    act: search.get('act') ?? '',
    number: search.get('number') ?? '',
  }
  const act = DONE.find((name) => name === done.done)
  const many = search.get('many')
  const batch = search.get('batch')
  const left = Number(search.get('left') ?? 0)
  if (act && done.act) {
    return (
      <Notice tone="success" role="status" actions={<Undo name="actId" value={done.act} />}>
        {t(`desk.done.${act}`, { number: done.number })}
      </Notice>
    )
  }
  if (many && batch) {
    return (
      <Notice tone="success" role="status" actions={<Undo name="batchId" value={batch} />}>
        {t('desk.doneMany', { count: Number(many) })} {left > 0 && t('desk.leftMany', { count: left })}
      </Notice>
    )
  }
  return search.get('undone') ? (
    <Notice tone="success" role="status">
      {t(search.get('held') ? 'desk.undoneHeld' : 'desk.undone')}{' '}
      {left > 0 && t('desk.undoneLeft', { count: left })}
    </Notice>
  ) : null
}

function Undo({ name, value }: { name: 'actId' | 'batchId'; value: string }) {
  const t = useWords()
  const { frame } = useTown()
  return (
    <Form method="post" action={paths.desk(frame.slug)}>
      <input type="hidden" name="intent" value={name === 'actId' ? 'undo' : 'undo-batch'} />
      <input type="hidden" name={name} value={value} />
      <Button variant="secondary" size="sm" data-key="u">
        {t('desk.undo')}
      </Button>
    </Form>
  )
}
