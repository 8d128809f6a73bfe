import { Form } from '@remix-run/react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { HelpData } from './route.tsx'

/** The resident before the clerk, and where to go with them. */
export function VisitBox({ visit }: { visit: NonNullable<HelpData['visit']> }) {
  const t = usePageWords()
  const { frame } = useTown()
  return (
    <Card as="section" tone="tinted" className="grid gap-4" aria-labelledby="visit">
      <h3 id="visit" className="text-xl font-semibold">
        {t('counter.visitNow', { name: visit.name })}
      </h3>
      <ul aria-label={t('counter.visitDo')} className="grid gap-2">
        <li>
          <TextLink to={paths.propose(frame.slug)}>{t('counter.visitPropose')}</TextLink>
        </li>
        <li>
          <TextLink to={paths.add(frame.slug)}>{t('counter.visitPin')}</TextLink>
        </li>
        <li>
          <TextLink to={paths.town(frame.slug)}>{t('counter.visitMap')}</TextLink>
        </li>
        {visit.votes.map((vote) => (
          <li key={vote.slug}>
            <TextLink to={paths.vote(frame.slug, vote.slug)}>
              {t('counter.visitVote', { title: vote.title })}
            </TextLink>
          </li>
        ))}
      </ul>
      {visit.votes.length > 0 && <p className="text-sm text-ink-2">{t('counter.helpBallot')}</p>}
      <Form method="post">
        <Button name="intent" value="end" variant="secondary">
          {t('counter.visitEnd')}
        </Button>
      </Form>
    </Card>
  )
}
