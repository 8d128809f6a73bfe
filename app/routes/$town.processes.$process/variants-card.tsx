import { textLang } from '#app/i18n/text-lang.ts'
import { useTown } from '#app/town-ground.ts'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import type { variantsOf } from './variants-of.server.ts'

interface Props {
  variants: Awaited<ReturnType<typeof variantsOf>>
  /** Its slug. */
  process: string
}

/** The way to the variants of a process, and which one was chosen. */
export function VariantsCard({ variants, process }: Props) {
  const { frame, locale } = useTown()
  if (!variants) return null
  const { title, open, choice } = variants
  return (
    <Card as="section" className="mt-10 grid gap-2">
      <h2 className="text-lg font-semibold">{title}</h2>
      {choice && (
        <>
          <p className="font-[560]">
            <TextLink to={variantPaths.variant(frame.slug, choice.variantId)}>{choice.text}</TextLink>
          </p>
          <p className="max-w-[42rem] break-words whitespace-pre-line" lang={textLang(choice.reason, locale)}>
            {choice.why}: {choice.reason}
          </p>
        </>
      )}
      <p>
        <TextLink to={variantPaths.compare(frame.slug, process)}>{open}</TextLink>
      </p>
    </Card>
  )
}
