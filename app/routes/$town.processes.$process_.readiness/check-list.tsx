import type { T } from '#app/i18n/i18n.ts'
import type { CheckLine } from '#app/jobs/readiness-words.server.ts'
import { Badge } from '#app/ui/badge.tsx'
import { TextLink } from '#app/ui/link.tsx'

export type ShownLine = CheckLine & { fix: { to: string; text: string } | null }

const TONES = { ready: 'leaf', missing: 'brick', unknown: 'neutral' } as const

/** Line by line: the state in a word, the figure, the rule with its source, the way to what is missing. */
export function CheckList({ t, lines }: { t: T; lines: readonly ShownLine[] }) {
  return (
    <ol className="grid border-t border-line">
      {lines.map(({ key, state, name, figure, rule, source, fix }) => (
        <li
          key={key}
          className="grid gap-x-8 gap-y-1 border-b border-line py-4 md:grid-cols-[8rem_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <div>
            <Badge tone={TONES[state]}>{t(`served.readiness.states.${state}`)}</Badge>
          </div>
          <div className="grid content-start gap-1">
            <h2 className="font-[600]">{name}</h2>
            <p className="tabular-nums">{figure}</p>
            {fix && (
              <p>
                <TextLink to={fix.to}>{fix.text}</TextLink>
              </p>
            )}
          </div>
          <div className="grid content-start gap-1 text-sm">
            <p>{rule}</p>
            <p className="text-ink-2">{source}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
