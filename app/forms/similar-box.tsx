import type { WordTree } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { paths } from '#app/paths.ts'
import type { SimilarView } from '#app/similar-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useSimilar } from './use-similar.ts'

interface Props {
  words: WordTree
  /** Found by the server in a form that was not sent on for it. */
  found: SimilarView[] | null
}

/**
 * What is like the text being written, each with "support this one". With scripts it follows the typing; without them the
 * server shows it once before it takes the form.
 */
export function SimilarBox({ words, found }: Props) {
  const t = useServedWords(words)
  const { frame, locale } = useTown()
  const { box, items, isAlive } = useSimilar(frame.slug, found)
  return (
    <div ref={box} aria-live="polite" className="empty:hidden">
      {/* The form asks to be shown similar ones before it is taken. */}
      <input type="hidden" name="asks" value={isAlive ? 'similar' : 'similar-plain'} />
      {items.length > 0 && (
        <Card tone="tinted" className="grid gap-4" aria-labelledby="similar-title">
          <h2 id="similar-title" className="text-lg font-semibold">
            {t('served.similar.title')}
          </h2>
          <p role={found ? 'alert' : undefined}>{t(`served.similar.${found ? 'before' : 'lead'}`)}</p>
          {/* Enter in a field presses the form's first button: that must not be the support of something else. */}
          <button type="submit" disabled hidden />
          <ul className="grid gap-4">
            {items.map((item) => (
              <li key={item.number} className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <span className="min-w-0 flex-1 basis-60">
                  <KindMark kind={item.kind} className="mr-2 inline size-5" />
                  <TextLink to={paths.contribution(frame.slug, item.number)} target="_blank">
                    {t('common.numberSign', { number: item.number })}{' '}
                    <span lang={textLang(item.title, locale)}>{item.title}</span>
                  </TextLink>
                  <span className="block text-sm text-ink-2">
                    {t('served.similar.supports', { count: item.supports })}
                    {item.distanceM !== null && `, ${t('served.similar.metres', { metres: item.distanceM })}`}
                  </span>
                </span>
                {item.isOwn ? (
                  <span className="text-sm text-ink-2">{t('served.similar.own')}</span>
                ) : (
                  <Button
                    size="sm"
                    variant="secondary"
                    name="intent"
                    value="support"
                    formAction={`${paths.contribution(frame.slug, item.number)}?index`}
                    formNoValidate
                  >
                    {t('served.similar.support', { number: item.number })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <Checkbox
            key={items.map(({ number }) => number).join()}
            name="different"
            value={items.map(({ number }) => number).join(' ')}
            label={t('served.similar.different')}
          />
        </Card>
      )}
    </div>
  )
}
