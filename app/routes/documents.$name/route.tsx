import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { documentParagraphs } from '#app/documents.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { documentParams } from '#app/params.ts'
import type { DocumentName } from '#app/paths.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Paragraphs } from '#app/ui/paragraphs.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { name } = documentParams.parse(params)
    return { name, paragraphs: documentParagraphs(await getLocale(request), name) }
  })
}

export const meta = titled<{ name: DocumentName }>((t, { name }) => t(`documents.${name}.title`))

export default function Document() {
  const t = useWords()
  const { name, paragraphs } = useLoaderData<typeof loader>()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        title={t(`documents.${name}.title`)}
        meta={t('consent.version', { version: t(`documents.${name}.version`) })}
      />
      <div className="mt-8 grid gap-4 text-pretty">
        <Paragraphs texts={paragraphs} />
      </div>
    </Container>
  )
}
