import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { formatDate, formatDateTime } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { numberIn, sessionParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { ProtocolText } from './protocol-text.tsx'
import { loadSession } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, session } = sessionParams.parse(params)
    const asked = numberIn(new URL(request.url).searchParams, 'version')
    return loadSession(await getScene(request, town), session, asked)
  })
}

export const meta = titled<{ pageTitle: string }>((_, { pageTitle }) => pageTitle)

/** A session: what is on its agenda, and its protocol once that is published. */
export default function CommissionSessionPage() {
  const { frame, locale, timeZone } = useTown()
  const loaded = useLoaderData<typeof loader>()
  const { id, pageTitle, title, place, heldAt, stage, process, agenda, protocol, versions, mayChange } =
    loaded
  const t = useServedWords(loaded.words)
  const newest = versions[0]?.version
  const file = (format: 'docx' | 'pdf') =>
    commissionPaths.paper(frame.slug, id, format, protocol?.version ?? undefined)
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: commissionPaths.index(frame.slug), text: t('served.commission.title') },
            ]}
          />
        }
        eyebrow={pageTitle}
        title={<OwnWords text={title} />}
        meta={
          <span>
            {formatDateTime(new Date(heldAt), locale, timeZone)}. <OwnWords text={place} />
          </span>
        }
        actions={
          <>
            {protocol && (
              <>
                <ButtonLink href={file('pdf')}>{t('served.commission.pdf')}</ButtonLink>
                <ButtonLink href={file('docx')} variant="secondary">
                  {t('served.commission.docx')}
                </ButtonLink>
              </>
            )}
            {mayChange && (
              <ButtonLink to={commissionPaths.edit(frame.slug, id)} variant="secondary">
                {t('served.commission.edit')}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-8">
        {protocol && newest !== protocol.version && (
          <Notice
            tone="warning"
            actions={
              <TextLink to={commissionPaths.session(frame.slug, id)}>
                {t('served.commission.protocol')}
              </TextLink>
            }
          >
            {t('served.commission.older', { version: newest })}
          </Notice>
        )}
        <p className="grid gap-1">
          <span>{t(`served.commission.stages.${stage}`)}</span>
          {process && <TextLink to={paths.process(frame.slug, process.slug)}>{process.title}</TextLink>}
        </p>
        {protocol ? (
          <ProtocolText t={t} protocol={protocol} />
        ) : (
          <section aria-labelledby="agenda" className="grid gap-3">
            <h2 id="agenda" className="text-2xl font-semibold tracking-tight">
              {t('served.commission.agenda')}
            </h2>
            {agenda.length === 0 ? (
              <p>{t('served.commission.noAgenda')}</p>
            ) : (
              <ol className="grid list-decimal gap-2 pl-6">
                {agenda.map(({ key, question }) => (
                  <li key={key}>
                    <OwnWords text={question} />
                  </li>
                ))}
              </ol>
            )}
          </section>
        )}
        {versions.length > 0 && (
          <section aria-labelledby="versions" className="grid gap-3">
            <h2 id="versions" className="text-2xl font-semibold tracking-tight">
              {t('served.commission.versions')}
            </h2>
            <ul className="grid gap-2">
              {versions.map(({ version, publishedAt, reason }) => (
                <li key={version}>
                  <TextLink to={commissionPaths.session(frame.slug, id, version)}>
                    {t('served.commission.version', {
                      version,
                      date: formatDate(new Date(publishedAt), locale, timeZone),
                    })}
                  </TextLink>
                  {reason && (
                    <p className="text-sm text-ink-2">{t('served.commission.correction', { reason })}</p>
                  )}
                </li>
              ))}
            </ul>
            {protocol && (
              <p className="text-sm break-all text-ink-2">
                {t('served.commission.hash', { hash: protocol.hash })}
              </p>
            )}
          </section>
        )}
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
