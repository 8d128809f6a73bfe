import MessageCircle from 'lucide-react/icons/message-circle'
import ThumbsUp from 'lucide-react/icons/thumbs-up'
import Vote from 'lucide-react/icons/vote'
import type { ReactNode } from 'react'
import type { CardData } from '#app/cards.server.ts'
import { formatMoney } from '#app/domain/money.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { Photo } from '#app/ui/photo.tsx'

export const DECISION_TONE = { accepted: 'leaf', partly: 'ochre', not_accepted: 'brick' } as const

/** One pin or proposal in a list. */
export function ContributionCard({ card }: { card: CardData }) {
  const t = useWords()
  const { frame, locale, currency } = useTown()
  const count = (key: 'supports' | 'comments' | 'votes', n: number) =>
    t(`card.${key}`, { count: n, formatted: formatNumber(n, locale) })
  return (
    <Card as="li" padding="sm" className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2">
      <div className="grid min-w-0 content-start gap-1.5">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
          <KindMark kind={card.kind} size="sm" label={t(`kinds.${card.kind}`)} />
          <span className="tabular-nums">{t('common.numberSign', { number: card.number })}</span>
          {card.space && <span>{card.space.name}</span>}
        </p>
        <h3 className="text-lg leading-snug font-semibold text-pretty break-words">
          <CardLink to={paths.contribution(frame.slug, card.number)}>
            <span lang={textLang(card.title, locale)}>{card.title}</span>
          </CardLink>
        </h3>
        {card.excerpt && (
          <p className="line-clamp-2 text-sm text-ink-2" lang={textLang(card.excerpt, locale)}>
            {card.excerpt}
          </p>
        )}
      </div>
      {card.photo && (
        <Photo
          src={card.photo.src}
          alt={card.photo.alt}
          width={96}
          height={72}
          className="h-18 w-24 rounded-md object-cover"
        />
      )}
      <p className="col-span-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
        {card.votes > 0 && <Tally icon={<Vote />} text={count('votes', card.votes)} />}
        <Tally icon={<ThumbsUp />} text={count('supports', card.supports)} isStrong />
        <Tally icon={<MessageCircle />} text={count('comments', card.comments)} />
        {card.costMinor !== null && (
          <span className="tabular-nums">{formatMoney(card.costMinor, currency, locale)}</span>
        )}
        {card.decision ? (
          <Badge tone={DECISION_TONE[card.decision]}>{t(`decisions.${card.decision}`)}</Badge>
        ) : (
          card.status !== 'new' && <Badge>{t(`statuses.${card.status}`)}</Badge>
        )}
      </p>
    </Card>
  )
}

function Tally({ icon, text, isStrong }: { icon: ReactNode; text: string; isStrong?: boolean }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 tabular-nums [&>svg]:size-4 ${isStrong ? 'font-semibold text-ink' : ''}`}
    >
      <span aria-hidden="true" className="contents">
        {icon}
      </span>
      {text}
    </span>
  )
}
