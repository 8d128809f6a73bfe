import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { votingWords } from '#app/i18n/voting-words.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { checkReceipt } from '#app/models/receipts.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Checked {
  state: 'counted' | 'code' | 'none'
  typed: { code: string; hash: string }
}

const LOOKS = { counted: 'success', code: 'warning', none: 'warning' } as const
const WORDS = { counted: 'counted', code: 'wrongCode', none: 'none' } as const

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, locale } = await getScene(request, slug)
    const process = await getProcess(town.id, processSlug)
    return {
      words: votingWords(locale),
      process: { slug: process.slug, title: localized(process, 'title', locale) },
    }
  })
}

type ReceiptData = Awaited<ReturnType<typeof loader>>

/** A POST, so that the code does not lie in the history of the browser. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town } = await getScene(request, slug)
    const { phases } = await getProcess(town.id, processSlug)
    const form = await readForm(request)
    const typed = {
      code: String(form.get('code') ?? '').slice(0, 100),
      hash: String(form.get('hash') ?? '').slice(0, 200),
    }
    const found = await Promise.all(
      phases.filter(({ kind }) => kind === 'vote').map(({ id }) => checkReceipt(town.id, id, typed)),
    )
    const state = found.find((one) => one !== 'none') ?? 'none'
    return data<Checked>({ state, typed })
  })
}

export const meta = titled<ReceiptData>((_, { words }) => words.voting.receipt.checkTitle)

export default function ReceiptPage() {
  const t = usePageWords()
  const { frame } = useTown()
  const { process } = useLoaderData<typeof loader>()
  const answer = useActionData() as Checked | undefined
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.vote(frame.slug, process.slug), text: process.title },
            ]}
          />
        }
        title={t('voting.receipt.checkTitle')}
        lead={t('voting.receipt.checkLead')}
      />
      <Form method="post" className="mt-8 grid gap-6">
        {answer && (
          <Notice tone={LOOKS[answer.state]} role="status">
            {t(`voting.receipt.${WORDS[answer.state]}`)}
          </Notice>
        )}
        <Field label={t('voting.receipt.code')} required>
          <TextInput
            name="code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={100}
            defaultValue={answer?.typed.code}
            className="max-w-96 tracking-wider"
          />
        </Field>
        <Field label={t('voting.receipt.hash')} required>
          <TextInput
            name="hash"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            defaultValue={answer?.typed.hash}
          />
        </Field>
        <Button className="justify-self-start">{t('voting.receipt.submit')}</Button>
      </Form>
    </Container>
  )
}
