import { formatMoney } from '#app/domain/money.ts'
import type { Check, CheckName } from '#app/domain/readiness.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { formatDay } from '#app/i18n/format-day.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Participation, Readiness } from './readiness.server.ts'

const SOURCE_OF: Record<CheckName, 'decree' | 'practice' | 'criteria' | 'house'> = {
  intakes: 'decree',
  'intake-days': 'decree',
  announced: 'decree',
  protocols: 'practice',
  'protocols-published': 'practice',
  participants: 'practice',
  ages: 'house',
  answered: 'house',
  funding: 'practice',
  extra: 'criteria',
  running: 'house',
  photos: 'practice',
}

/** A line of the checklist in words. */
export interface CheckLine {
  key: string
  check: CheckName
  state: Check['state']
  name: string
  figure: string
  rule: string
  source: string
}

interface Speech {
  t: T
  locale: Locale
  currency: string
}

export function checkLines(checks: readonly Check[], speech: Speech): CheckLine[] {
  const { t } = speech
  return checks.map((check, i) => {
    const name = t(`served.readiness.names.${check.name}`)
    return {
      key: String(i),
      check: check.name,
      state: check.state,
      name: check.intake === null ? name : t('served.readiness.of', { name, intake: check.intake }),
      figure: figureOf(check, speech),
      rule: t(`served.readiness.rules.${check.name}`, check.figures),
      source: t(`served.readiness.sources.${SOURCE_OF[check.name]}`),
    }
  })
}

function figureOf({ name, state, figures }: Check, { t, locale, currency }: Speech): string {
  const money = (key: string) => formatMoney(Number(figures[key]), currency, locale)
  switch (name) {
    case 'intake-days': {
      if (figures.days === '') return t('served.readiness.figures.endless')
      if (figures.published === '') return t('served.readiness.figures.unpublished', figures)
      const published = formatDay(String(figures.published), locale)
      return t('served.readiness.figures.intake-days', { days: figures.days, published })
    }
    case 'ages':
      return t(
        state === 'unknown' ? 'served.readiness.figures.noAges' : 'served.readiness.figures.ages',
        figures,
      )
    case 'funding':
      return figures.costMinor === 0
        ? t('served.readiness.figures.noCost')
        : t('served.readiness.figures.funding', {
            planned: money('plannedMinor'),
            cost: money('costMinor'),
            gap: money('gapMinor'),
          })
    case 'extra':
      return t('served.readiness.figures.extra', { share: formatNumber(Number(figures.share) / 10, locale) })
    case 'running':
      return t(state === 'ready' ? 'served.readiness.figures.running' : 'served.readiness.figures.noRunning')
    default:
      return t(`served.readiness.figures.${name}`, figures)
  }
}

const CHANNELS = ['people', 'onSite', 'assisted', 'imported', 'web', 'paper', 'importedBallots'] as const

/** Rows of the table of participation. */
export function participationRows(participation: Participation, t: T): { channel: string; count: number }[] {
  return CHANNELS.map((key) => ({
    channel: t(`served.readiness.channels.${key}`),
    count: participation[key],
  }))
}

/** Rows of the table of ages; small groups stay folded. */
export function ageRows(age: Readiness['age'], t: T): { band: string; people: number }[] {
  if (age === null) return []
  return [
    ...age.groups.map(({ key, people }) => ({ band: key || t('served.readiness.ageUnknown'), people })),
    ...(age.together > 0 ? [{ band: t('served.readiness.ageTogether'), people: age.together }] : []),
  ]
}
