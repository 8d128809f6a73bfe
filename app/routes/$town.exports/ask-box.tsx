import { Form } from '@remix-run/react'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import type { ExportFormat } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'

interface Asked {
  format: ExportFormat
  separator: 'semicolon' | 'comma'
  filter: string
  rows: number
}

/** Whoever came by a link to a file that is too big for it is asked whether to prepare it. */
export function AskBox({ asked: { format, separator, filter, rows } }: { asked: Asked }) {
  const t = useWords()
  const { locale } = useTown()
  return (
    <Card tone="tinted" as="section" className="grid gap-3" aria-labelledby="ask">
      <h2 id="ask" className="text-lg font-semibold">
        {t('exportsPage.askTitle')}
      </h2>
      <p>
        {t('exportsPage.ask', {
          rows: formatNumber(rows, locale),
          format: t(`exportsPage.formats.${format}`),
        })}
      </p>
      <Form method="post" className="flex">
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="format" value={format} />
        <input type="hidden" name="separator" value={separator} />
        <input type="hidden" name="filter" value={filter} />
        <Button>{t('exportsPage.start')}</Button>
      </Form>
    </Card>
  )
}
