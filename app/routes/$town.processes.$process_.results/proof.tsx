import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from './section.tsx'
import type { Named, ResultView } from './view.ts'
import type { PageWords } from './words.server.ts'

type Props = { view: ResultView; words: PageWords }

/** The rule in full, the ties that were decided, when and what was counted. */
export function RuleSection({ view, words }: Props) {
  const { rule, facts, frozenText } = view
  return (
    <Section id="rule" title={words.sections.rule}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-3">
          <h3 className="text-lg font-semibold">{rule.name}</h3>
          {rule.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {rule.ties && (
            <>
              <h3 className="mt-2 text-lg font-semibold">{words.ties.title}</h3>
              <p>{rule.ties}</p>
              <p>{rule.tiesIntro}</p>
              {rule.tieEntries.length > 0 && (
                <ul className="ml-5 grid list-disc gap-1">
                  {rule.tieEntries.map((entry) => (
                    <li key={entry}>{entry}</li>
                  ))}
                </ul>
              )}
            </>
          )}
        </div>
        <dl className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
          {facts.map(({ term, text }) => (
            <div key={term} className="border-b border-line pb-2">
              <dt className="text-sm text-ink-2">{term}</dt>
              <dd className="tabular-nums [overflow-wrap:anywhere]">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      {frozenText && (
        <Disclosure summary={words.facts.frozen}>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
            tabIndex={0}
            className="max-h-96 max-w-full overflow-auto rounded-xl bg-surface-2 p-4 text-sm"
            data-scrolls=""
          >
            {frozenText}
          </pre>
        </Disclosure>
      )}
    </Section>
  )
}

export function FilesSection({ view, words }: Props) {
  return (
    <Section id="files" title={words.sections.files} lead={words.files.lead}>
      <p className="flex flex-wrap gap-3">
        {view.files.map(({ href, text, size }) => (
          <ButtonLink key={href} href={href} variant="secondary" download="">
            {text}
            {size && <span className="font-normal text-ink-2"> {size}</span>}
          </ButtonLink>
        ))}
      </p>
      <code className="block overflow-x-auto rounded-md bg-surface-2 px-4 py-3 text-sm break-all">
        {view.command}
      </code>
      {view.hasReceipts && <p className="max-w-[44rem] text-ink-2">{words.files.receipt}</p>}
    </Section>
  )
}

export function VersionsSection({ view, words }: Props) {
  return (
    <Section id="versions" title={words.sections.versions}>
      <ul className="grid gap-2">
        {view.versions.map(({ version, href, text, isShown, isCurrent }) => (
          <li key={version} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <TextLink to={href} aria-current={isShown ? 'page' : undefined}>
              {`${words.columns.version} ${version}`}
            </TextLink>
            {isCurrent && <Badge tone="leaf">{words.versions}</Badge>}
            <span className="text-ink-2">{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What a later version changed. */
export function Difference({ view, words }: Props) {
  const { difference } = view
  if (!difference) return null
  const list = (title: string, items: Named[]) =>
    items.length > 0 && (
      <p>
        <strong className="font-semibold">{title}:</strong> {items.map((item) => item.title).join('; ')}
      </p>
    )
  return (
    <Section id="difference" title={words.sections.difference} lead={difference.lead}>
      {list(words.difference.came, difference.came)}
      {list(words.difference.went, difference.went)}
      {difference.same && <p>{difference.same}</p>}
      {difference.spent && <p>{difference.spent}</p>}
    </Section>
  )
}
