import { localized } from '#app/domain/localized.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { paths } from '#app/paths.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Code, Part, pageText } from '../page.server.tsx'
import { COLLECTIONS, type CollectionId, FILTERS, type Item } from './collections.server.ts'
import { addressIn, collection, conformance, landing, type Place } from './documents.server.ts'

/** Where a reader of these pages goes on: the same language, by the cookie. */
const here = ({ town }: Place, path = '') => openPaths.ogc(town.slug, path)

function crumbs(place: Place, ...deeper: [path: string, text: string][]) {
  const { town, locale } = place
  return [
    { href: paths.town(town.slug), text: localized(town, 'name', locale) },
    ...deeper.map(([path, text]) => ({ href: here(place, path), text })),
  ]
}

export function landingPage(place: Place): string {
  const { chrome, locale } = place
  const t = tOf(locale)
  const { title, description } = landing(place)
  const address = addressIn(place, '', {}, false)
  return pageText(chrome, {
    title,
    lead: description,
    crumbs: crumbs(place),
    children: (
      <>
        <ul className="grid gap-2">
          {(['collections', 'conformance', 'api'] as const).map((name) => (
            <li key={name}>
              <a className="link inline-flex min-h-12 items-center" href={here(place, `/${name}`)}>
                {t(`served.open.ogc.${name}`)}
              </a>
            </li>
          ))}
        </ul>
        <Part title="QGIS">
          <p>{t('served.open.ogc.qgis')}</p>
          <Code label="QGIS">{address}</Code>
        </Part>
        <Part title="GDAL">
          <p>{t('served.open.ogc.gdal')}</p>
          <Code label="GDAL">{`ogr2ogr town.gpkg "OAPIF:${address}"`}</Code>
        </Part>
      </>
    ),
  })
}

export function conformancePage(place: Place): string {
  const t = tOf(place.locale)
  return pageText(place.chrome, {
    title: t('served.open.ogc.conformance'),
    crumbs: crumbs(place, ['', t('served.open.ogc.short')]),
    children: (
      <ul className="grid gap-2">
        {conformance().conformsTo.map((uri) => (
          <li key={uri} className="[overflow-wrap:anywhere]">
            {uri}
          </li>
        ))}
      </ul>
    ),
  })
}

/** What can be asked, in words: the machine's own description is beside it. */
export function apiPage(place: Place): string {
  const t = tOf(place.locale)
  const rows = [
    ...(['f', 'lang', 'limit', 'bbox', 'datetime', 'after'] as const).map((name) => ({
      name: name as string,
      text: t(`served.open.ogc.parameters.${name}`),
    })),
    ...COLLECTIONS.flatMap((id) =>
      Object.entries(FILTERS[id]).map(([name, allowed]) => ({
        name: `${name} (${id})`,
        text: allowed?.join(', ') ?? t('served.open.ogc.parameters.exact'),
      })),
    ),
  ]
  return pageText(place.chrome, {
    title: t('served.open.ogc.api'),
    crumbs: crumbs(place, ['', t('served.open.ogc.short')]),
    children: (
      <>
        <p>
          <a className="link" href={`${here(place, '/api')}?f=json`}>
            OpenAPI 3.0
          </a>
        </p>
        <DataTable
          tall
          caption={t('served.open.ogc.parametersTitle')}
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            {
              key: 'name',
              header: t('served.open.ogc.parameter'),
              isRowHeader: true,
              cell: (row) => <code>{row.name}</code>,
            },
            { key: 'text', header: t('served.open.ogc.meaning'), cell: (row) => row.text },
          ]}
        />
      </>
    ),
  })
}

export function collectionsPage(place: Place): string {
  const t = tOf(place.locale)
  return pageText(place.chrome, {
    title: t('served.open.ogc.collections'),
    crumbs: crumbs(place, ['', t('served.open.ogc.short')]),
    children: COLLECTIONS.map((id) => {
      const { title, description } = collection(place, id)
      return (
        <Part key={id} title={title}>
          <p>{description}</p>
          <p>
            <a className="link" href={here(place, `/collections/${id}`)}>
              {t('served.open.ogc.about.more')}
              <span className="sr-only">: {title}</span>
            </a>
          </p>
        </Part>
      )
    }),
  })
}

export function collectionPage(place: Place, id: CollectionId): string {
  const t = tOf(place.locale)
  const { title, description, extent } = collection(place, id)
  const path = `/collections/${id}`
  return pageText(place.chrome, {
    title,
    lead: description,
    crumbs: crumbs(
      place,
      ['', t('served.open.ogc.short')],
      ['/collections', t('served.open.ogc.collections')],
    ),
    children: (
      <>
        <p>{t('served.open.ogc.extent', { bbox: extent.spatial.bbox[0]!.join(', ') })}</p>
        <p className="flex flex-wrap gap-x-6">
          <a className="link inline-flex min-h-12 items-center" href={here(place, `${path}/items`)}>
            {t('served.open.ogc.items')}
          </a>
          <a
            className="link inline-flex min-h-12 items-center"
            href={`${here(place, `${path}/items`)}?f=json`}
          >
            GeoJSON
          </a>
        </p>
      </>
    ),
  })
}

interface Shown {
  items: Item[]
  matched: number
  next: string | null
}

const nameOf = ({ properties }: Item) => String(properties.title ?? properties.name)

export function itemsPage(place: Place, id: CollectionId, { items, matched, next }: Shown): string {
  const { locale } = place
  const t = tOf(locale)
  const { title } = collection(place, id)
  const path = `/collections/${id}`
  return pageText(place.chrome, {
    title,
    lead: t('served.open.ogc.count', {
      shown: formatNumber(items.length, locale),
      all: formatNumber(matched, locale),
    }),
    crumbs: crumbs(
      place,
      ['', t('served.open.ogc.short')],
      ['/collections', t('served.open.ogc.collections')],
      [path, title],
    ),
    children: (
      <>
        <DataTable
          tall
          caption={t('served.open.ogc.items')}
          rows={items}
          rowKey={(item) => String(item.id)}
          empty={t('served.open.ogc.none')}
          columns={[
            { key: 'id', header: t('served.open.ogc.id'), cell: (item) => String(item.id) },
            {
              key: 'name',
              header: t('served.open.ogc.name'),
              isRowHeader: true,
              cell: (item) => (
                <a
                  className="link"
                  href={here(place, `${path}/items/${item.id}`)}
                  lang={textLang(nameOf(item), locale)}
                >
                  {nameOf(item)}
                </a>
              ),
            },
            {
              key: 'geometry',
              header: t('served.open.ogc.geometry'),
              cell: (item) => item.geometry?.type ?? '—',
            },
          ]}
        />
        {next && (
          <p>
            <a className="link inline-flex min-h-12 items-center" rel="next" href={next}>
              {t('served.open.ogc.next')}
            </a>
          </p>
        )}
      </>
    ),
  })
}

export function itemPage(place: Place, id: CollectionId, item: Item): string {
  const { locale } = place
  const t = tOf(locale)
  const { title } = collection(place, id)
  const path = `/collections/${id}`
  const rows = Object.entries(item.properties).map(([name, value]) => ({
    name,
    text: value === null ? '—' : String(value),
  }))
  return pageText(place.chrome, {
    title: nameOf(item),
    crumbs: crumbs(
      place,
      ['', t('served.open.ogc.short')],
      ['/collections', t('served.open.ogc.collections')],
      [path, title],
      [`${path}/items`, t('served.open.ogc.items')],
    ),
    children: (
      <>
        <p className="flex flex-wrap gap-x-6">
          <a className="link inline-flex min-h-12 items-center" href={String(item.properties.link)}>
            {t('served.open.ogc.onSite')}
          </a>
          <a
            className="link inline-flex min-h-12 items-center"
            href={`${here(place, `${path}/items/${item.id}`)}?f=json`}
          >
            GeoJSON
          </a>
        </p>
        <DataTable
          tall
          caption={t('served.open.ogc.properties')}
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            {
              key: 'name',
              header: t('served.open.ogc.property'),
              isRowHeader: true,
              cell: (row) => <code>{row.name}</code>,
            },
            {
              key: 'text',
              header: t('served.open.ogc.value'),
              className: '[overflow-wrap:anywhere]',
              cell: (row) => <span lang={textLang(row.text, locale)}>{row.text}</span>,
            },
          ]}
        />
      </>
    ),
  })
}
