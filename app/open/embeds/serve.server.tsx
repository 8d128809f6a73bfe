import { NO_FILTER } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { origin } from '#app/env.server.ts'
import { xmlText } from '#app/formats/xml.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { getSharing } from '#app/models/sharing.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { paths } from '#app/paths.ts'
import { getLocale } from '#app/session.server.ts'
import { Code, chromeOf, Part, pageText } from '../page.server.tsx'
import { Problem } from '../problem.ts'
import { oneOf, readQuery, wholeIn } from '../query.ts'
import { jsonReply, orProblem, replyTo, townAt } from '../reply.server.ts'
import { embedOf, iframeOf, resizeScript, SIZE, withLang } from './target.server.ts'

const MOST = 4000

/** oEmbed 1.0: a page of this site as something to be shown in another. */
export function serveOEmbed(request: Request): Promise<Response> {
  return orProblem(request, async () => {
    const query = readQuery(new URL(request.url).searchParams, [
      'url',
      'maxwidth',
      'maxheight',
      'format',
      'lang',
    ])
    if (query.url === undefined) throw new Problem(400, 'missing', { name: 'url' })
    const format = oneOf('format', query.format, ['json', 'xml'] as const) ?? 'json'
    const [maxWidth, maxHeight] = [
      wholeIn('maxwidth', query.maxwidth, { most: MOST, usual: MOST }),
      wholeIn('maxheight', query.maxheight, { most: MOST, usual: MOST }),
    ]
    const embed = await embedOf(query.url, await getLocale(request))
    if (!embed) throw new Problem(404, 'noEmbed')
    // The specification's word for what its owner does not give away.
    if ((await getSharing(embed.town.id)).embedHosts.length === 0) throw new Problem(401, 'notEmbedded')
    const size = {
      width: Math.min(embed.width, maxWidth),
      height: Math.min(embed.height, maxHeight),
    }
    const answer = {
      version: '1.0',
      type: 'rich',
      title: embed.title,
      provider_name: tOf('ru')('common.product'),
      provider_url: origin(),
      cache_age: 3600,
      html: iframeOf({ ...embed, ...size }),
      ...size,
    }
    if (format === 'json') return jsonReply(request, answer)
    return replyTo(request, {
      type: 'text/xml; charset=utf-8',
      text: xmlText(['oembed', Object.entries(answer)]),
    })
  })
}

/** What to copy into another site's page. */
export function serveEmbeds(request: Request, params: { town?: string }): Promise<Response> {
  return orProblem(request, async () => {
    const town = await townAt(params)
    const [chrome, { embedHosts }, processes] = await Promise.all([
      chromeOf(request),
      getSharing(town.id),
      listProcesses(town.id),
    ])
    const locale = chrome.prefs.lang
    const t = tOf(locale)
    const name = localized(town, 'name', locale)
    const lang = locale === 'en' ? 'en' : null
    const now = new Date()
    const voted = processes.filter(({ phases }) =>
      phases.some(({ kind, endsAt }) => kind === 'vote' && endsAt !== null && endsAt <= now),
    )
    const embeds = [
      {
        key: 'map',
        heading: t('served.open.embeds.map'),
        title: name,
        path: openPaths.embedMap(town.slug, NO_FILTER),
      },
      {
        key: 'list',
        heading: t('served.open.embeds.list'),
        title: name,
        path: openPaths.embedList(town.slug, NO_FILTER),
      },
      ...voted.map((process) => {
        const title = t('result.title', { process: localized(process, 'title', locale) })
        return {
          key: process.slug,
          heading: title,
          title,
          path: openPaths.embedResult(town.slug, process.slug),
        }
      }),
    ]
    const text = pageText(chrome, {
      title: t('served.open.embeds.title'),
      lead: t('served.open.embeds.lead'),
      crumbs: [{ href: paths.town(town.slug), text: name }],
      children: (
        <>
          <p className="max-w-[42rem]">
            {embedHosts.length > 0
              ? t('served.open.embeds.allowed', {
                  hosts: embedHosts.map((host) => new URL(host).host).join(', '),
                })
              : t('served.open.embeds.nobody')}
          </p>
          {embeds.map(({ key, heading, title, path }) => (
            <Part key={key} title={heading}>
              <Code label={heading}>{iframeOf({ title, src: withLang(path, lang), ...SIZE }, true)}</Code>
              <p>
                <a className="link inline-flex min-h-12 items-center" href={path}>
                  {t('served.open.embeds.see')}
                  <span className="sr-only">: {heading}</span>
                </a>
              </p>
            </Part>
          ))}
          <Part title={t('served.open.embeds.height')}>
            <p className="max-w-[42rem]">{t('served.open.embeds.heightText')}</p>
            <Code label={t('served.open.embeds.height')}>{resizeScript()}</Code>
          </Part>
          <Part title={t('served.open.embeds.filter')}>
            <p className="max-w-[42rem]">{t('served.open.embeds.filterText')}</p>
          </Part>
        </>
      ),
    })
    return replyTo(request, { type: 'text/html; charset=utf-8', text })
  })
}
