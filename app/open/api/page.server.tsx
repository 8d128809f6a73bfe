import { origin } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { paths } from '#app/paths.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { jsonSchemaOf } from '../json-schema.ts'
import { type Chrome, Code, Part, pageText } from '../page.server.tsx'
import { ALLOWED, type Endpoint } from './endpoint.ts'
import { parametersIn } from './openapi.server.ts'

/** Of every installation's first town; in an address that shows how to ask. */
const EXAMPLE = { town: 'prirechensk' }

/** What there is to ask, for who writes a program: the same as the OpenAPI description, to be read. */
export function apiPage(chrome: Chrome, endpoints: Endpoint[]): string {
  const t = tOf(chrome.prefs.lang)
  return pageText(chrome, {
    title: t('served.open.api.title'),
    lead: t('served.open.api.lead'),
    crumbs: [{ href: paths.home(), text: t('common.home') }],
    children: (
      <>
        <p>
          <a className="link inline-flex min-h-12 items-center" href={openPaths.api('/openapi.json')}>
            OpenAPI 3.1
          </a>
        </p>
        <Part title={t('served.open.api.how')}>
          <p className="max-w-[42rem]">{t('served.open.api.howText')}</p>
          <Code label={t('served.open.api.example')}>{`curl '${origin()}${openPaths.api('/towns')}'`}</Code>
          <p className="max-w-[42rem]">{t('served.open.api.tokens')}</p>
        </Part>
        {endpoints.map((one) => (
          <Described key={one.id} one={one} chrome={chrome} />
        ))}
      </>
    ),
  })
}

function Described({ one, chrome }: { one: Endpoint; chrome: Chrome }) {
  const t = tOf(chrome.prefs.lang)
  const parts: Record<string, object> = {}
  const schema = JSON.stringify({ ...jsonSchemaOf(one.answer, '3.1', parts), $defs: parts }, null, 2)
  const example = one.path.replace('{town}', EXAMPLE.town)
  const rows = [
    ...parametersIn(one.path).map((name) => ({ name, text: t('served.open.api.inPath') })),
    ...Object.entries(one.query).map(([name, type]) => {
      const { description, enum: values } = jsonSchemaOf(type, '3.1', {}) as {
        description?: string
        enum?: string[]
      }
      return { name, text: values?.join(', ') ?? description ?? ALLOWED[name] ?? '' }
    }),
  ]
  return (
    <Part title={t(`served.open.api.endpoints.${one.id}`)}>
      <p className="[overflow-wrap:anywhere]">
        <code>GET {openPaths.api(one.path)}</code>
        {one.scope && (
          <span className="ml-3 text-ink-2">{t('served.open.api.scope', { scope: one.scope })}</span>
        )}
      </p>
      {rows.length > 0 && (
        <DataTable
          tall
          caption={`${t(`served.open.api.endpoints.${one.id}`)}: ${t('served.open.api.parameters')}`}
          captionHidden
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            {
              key: 'name',
              header: t('served.open.api.parameter'),
              isRowHeader: true,
              cell: (row) => <code>{row.name}</code>,
            },
            { key: 'text', header: t('served.open.api.meaning'), cell: (row) => row.text },
          ]}
        />
      )}
      {!example.includes('{') && !one.scope && (
        <p>
          <a
            className="link inline-flex min-h-12 items-center [overflow-wrap:anywhere]"
            href={openPaths.api(example)}
          >
            {openPaths.api(example)}
          </a>
        </p>
      )}
      <Disclosure summary={t('served.open.api.answer')}>
        <Code label={t('served.open.api.answer')}>{schema}</Code>
      </Disclosure>
    </Part>
  )
}
