import { useWords } from '#app/i18n/use-words.ts'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'

/** What the first ballot fixed, word for word, and its hash. */
export function FrozenBox({ frozen }: { frozen: { text: string; hash: string } }) {
  const t = useWords()
  return (
    <Card as="section" className="grid gap-3" aria-labelledby="frozen">
      <h3 id="frozen" className="text-lg font-semibold">
        {t('ballotAdmin.hash')}
      </h3>
      <code className="text-sm break-all">{frozen.hash}</code>
      <Disclosure summary={t('ballotAdmin.frozenText')} className="border-b-0">
        <pre className="text-xs break-words whitespace-pre-wrap">{frozen.text}</pre>
      </Disclosure>
    </Card>
  )
}
