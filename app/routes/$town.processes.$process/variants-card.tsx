import { textLang } from '#app/i18n/text-lang.ts'
import { useTown } from '#app/town-ground.ts'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { variantsOf } from './variants-of.server.ts'

/** The way to the variants of a process, and which one was chosen. */
export function VariantsCard({ variants }: { variants: Awaited<ReturnType<typeof variantsOf>> }) {
  const { locale } = useTown()
  if (!variants) return null
  const { title, open, href, choice } = variants
  return (
    <Card as="section" className="mt-10 grid gap-2">
      <h2 className="text-lg font-semibold">{title}</h2>
      {choice && (
        <>
          <p>
            <TextLink to={choice.href}>{choice.text}</TextLink>
          </p>
          <p className="whitespace-pre-line" lang={textLang(choice.reason, locale)}>
            {choice.why}: {choice.reason}
          </p>
        </>
      )}
      <p>
        <TextLink to={href}>{open}</TextLink>
      </p>
    </Card>
  )
}
