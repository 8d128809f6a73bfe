import { localized } from '#app/domain/localized.ts'
import { env, origin } from '#app/env.server.ts'
import { fileResponse } from '#app/file-response.server.ts'
import { formatDate, formatDateTime, formatNumber } from '#app/i18n/format.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { listArchives, type OpenArchive } from '#app/models/open-data.server.ts'
import { getSharing, type Sharing } from '#app/models/sharing.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { paths } from '#app/paths.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { openDataPath } from '../open-data-path.ts'
import { type Chrome, Code, chromeOf, Part, pageText } from '../page.server.tsx'
import { Problem } from '../problem.ts'
import { orProblem, replyTo, townAt } from '../reply.server.ts'

/** A town's archives of open data: a page that lists them, the newest under one address for good, and each under its day. */
export function serveOpenData(request: Request, params: { town?: string; '*'?: string }): Promise<Response> {
  return orProblem(request, async () => {
    const town = await townAt(params)
    const [sharing, archives] = await Promise.all([getSharing(town.id), listArchives(town.id)])
    const shown = sharing.licence === null ? [] : archives
    const path = params['*'] ?? ''
    if (path === '') {
      const text = listPage(await chromeOf(request), town, sharing, shown)
      return replyTo(request, { type: 'text/html; charset=utf-8', text })
    }
    const day = /^(latest|\d{4}-\d\d-\d\d)\.zip$/.exec(path)?.[1]
    const found = day === 'latest' ? shown[0] : shown.find((one) => one.day === day)
    if (!found) throw new Problem(404, 'noSuchAddress')
    const answer = await fileResponse(request, {
      path: openDataPath(env().FILES_DIR, town.id, found.day),
      bytes: found.bytes,
      hash: found.hash,
      modifiedAt: found.at,
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${town.slug}-open-data-${found.day}.zip"`,
        'Access-Control-Allow-Origin': '*',
        'Cache-Control': 'public, max-age=300',
      },
    })
    if (!answer) throw new Problem(404, 'noSuchAddress')
    return answer
  })
}

function listPage(chrome: Chrome, town: Town, { licence }: Sharing, archives: OpenArchive[]): string {
  const locale = chrome.prefs.lang
  const t = tOf(locale)
  const name = localized(town, 'name', locale)
  return pageText(chrome, {
    title: t('served.open.openData.title'),
    lead: t('served.open.openData.lead'),
    crumbs: [{ href: paths.town(town.slug), text: name }],
    children: (
      <>
        <p className="max-w-[42rem]">{t('served.open.openData.what')}</p>
        {licence === null || archives.length === 0 ? (
          <p role="status">{t('served.open.openData.none')}</p>
        ) : (
          <>
            <p>
              {t('served.open.openData.licence')}{' '}
              <a className="link" href={t(`served.open.licences.${licence}.url`)} rel="license">
                {t(`served.open.licences.${licence}.name`)}
              </a>
            </p>
            <Part title={t('served.open.openData.latest')}>
              <Code label={t('served.open.openData.latest')}>
                {origin() + openPaths.openData(town.slug, '/latest.zip')}
              </Code>
              <p>
                <a
                  className="link inline-flex min-h-12 items-center"
                  href={openPaths.openData(town.slug, '/latest.zip')}
                >
                  {t('served.open.openData.download')}
                </a>
              </p>
            </Part>
            <DataTable
              tall
              caption={t('served.open.openData.all')}
              rows={archives}
              rowKey={(row) => row.day}
              columns={[
                {
                  key: 'day',
                  header: t('served.open.openData.day'),
                  isRowHeader: true,
                  cell: (row) => (
                    <a className="link" href={openPaths.openData(town.slug, `/${row.day}.zip`)}>
                      {formatDate(new Date(`${row.day}T12:00:00Z`), locale, 'UTC')}
                    </a>
                  ),
                },
                {
                  key: 'at',
                  header: t('served.open.openData.at'),
                  cell: (row) => formatDateTime(row.at, locale, town.timeZone),
                },
                {
                  key: 'rows',
                  header: t('served.open.openData.rows'),
                  align: 'end',
                  cell: (row) => formatNumber(row.rows, locale),
                },
                {
                  key: 'bytes',
                  header: t('served.open.openData.size'),
                  align: 'end',
                  cell: (row) => formatNumber(Math.ceil(row.bytes / 1000), locale),
                },
                {
                  key: 'hash',
                  header: 'SHA-256',
                  className: 'min-w-64 [overflow-wrap:anywhere]',
                  cell: (row) => <code>{row.hash}</code>,
                },
              ]}
            />
          </>
        )}
      </>
    ),
  })
}
