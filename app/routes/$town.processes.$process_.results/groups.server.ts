import { type Folded, SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import { NOT_STATED, SEVERAL, type Turnout } from '#app/domain/turnout.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { restText, type Scene } from './charts.server.ts'
import type { BarView, ChartView } from './view.ts'

type Kind = keyof Turnout
const KINDS: readonly Kind[] = ['method', 'age', 'district']
/** Groups with a name that have a bar; the table has all. */
const SHOWN = 15
/** Folded groups that a bar names; its table has all. */
const NAMED = 4
const FOLDED = 'together'

/**
 * Who voted, where the file of an imported election told it. The town's own votes have none of these: they ask for
 * neither age nor district, so as not to collect what a count does not need.
 */
export function groupCharts(scene: Scene, turnout: Turnout): ChartView<BarView>[] {
  return KINDS.flatMap((kind) => {
    const folded = turnout[kind]
    return folded ? [groupChart(scene, kind, folded)] : []
  })
}

function groupChart(scene: Scene, kind: Kind, folded: Folded): ChartView<BarView> {
  const { t, locale } = scene
  const { groups, folded: others, together } = folded
  const total = groups.reduce((sum, { people }) => sum + people, together)
  const most = Math.max(together, ...groups.map(({ people }) => people))
  const number = (people: number) => formatNumber(people, locale)
  const share = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : locale, {
    style: 'percent',
    maximumFractionDigits: 1,
  })
  const smallest = { smallest: number(SMALLEST_GROUP) }
  const name = (key: string) => groupName(scene, kind, key)
  const bar = (key: string, title: string, people: number, isPale: boolean, note = ''): BarView => ({
    key,
    title,
    href: null,
    note,
    value: number(people),
    second: share.format(people / total),
    pieces: [{ from: 0, to: people / most, paint: isPale ? 'lost' : 'first' }],
  })
  const isRest = (key: string) => key === NOT_STATED || key === SEVERAL
  const named = groups.filter(({ key }) => !isRest(key))
  const rows = [...named.slice(0, SHOWN), ...groups.filter(({ key }) => isRest(key))].map(({ key, people }) =>
    bar(idOf(key), name(key), people, isRest(key)),
  )
  if (together > 0) rows.push(bar(FOLDED, foldedTitle(), together, true, foldedNote()))
  return {
    title: t(`result.turnoutBy.${kind}`),
    lead: [t('result.turnoutBySource'), together > 0 && t('result.turnoutBySmall', smallest)]
      .filter(Boolean)
      .join(' '),
    rest: restText(scene, named.length - SHOWN),
    rows,
    table: {
      summary: t('result.table'),
      columns: [
        { key: 'group', header: t(`result.turnoutGroup.${kind}`), isRowHeader: true },
        { key: 'people', header: t('result.turnoutGroup.people'), align: 'end' },
        { key: 'share', header: t('result.columns.share'), align: 'end' },
      ],
      rows: [
        ...groups.map(({ key, people }) => row(idOf(key), name(key), number(people), people)),
        ...others.map((key) => row(idOf(key), name(key), t('result.turnoutGroup.beside'))),
        ...(together > 0 ? [row(FOLDED, t('result.turnoutGroup.together'), number(together), together)] : []),
        row('total', t('result.columns.total'), number(total), total),
      ],
    },
  }

  // No name of a file's own may be taken for a row of ours.
  function idOf(key: string) {
    return `group ${key}`
  }

  function row(key: string, group: string, people: string, of: number | null = null) {
    return { id: key, group, people, share: of === null ? '' : share.format(of / total) }
  }

  function foldedTitle(): string {
    return t('result.turnoutFolded', { count: others.length, formatted: number(others.length) })
  }

  function foldedNote(): string {
    const more = others.length > NAMED ? '; …' : ''
    return others.slice(0, NAMED).map(name).join('; ') + more
  }
}

function groupName({ t }: Scene, kind: Kind, key: string): string {
  if (key === NOT_STATED) return t(`result.turnoutNotStated.${kind}`)
  if (key === SEVERAL) return t('result.turnoutGroup.several')
  if (kind === 'method' && (key === 'web' || key === 'paper')) return t(`result.columns.${key}`)
  if (kind !== 'age') return key
  return key.endsWith('+') ? t('result.turnoutGroup.over', { from: key.slice(0, -1) }) : key.replace('-', '–')
}
