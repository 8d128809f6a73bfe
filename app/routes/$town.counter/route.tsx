import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLocation } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { counterWords } from '#app/i18n/counter-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Tabs } from '#app/ui/tabs.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { locale } = await requireStaff(request, townParams.parse(params).town, 'resident:confirm')
    return { words: counterWords(locale) }
  })
}

export const meta = titled<{ words: ReturnType<typeof counterWords> }>((_, { words }) => words.counter.title)

export default function Counter() {
  const t = usePageWords()
  const { frame } = useTown()
  const { pathname } = useLocation()
  const tabs = [
    [paths.counter(frame.slug), t('counter.tabs.residents')],
    [paths.counterHelp(frame.slug), t('counter.tabs.help')],
  ] as const
  return (
    <Container className="pb-16">
      <PageHeader title={t('counter.title')} lead={t('counter.lead')} />
      <Tabs
        label={t('counter.title')}
        className="mt-6"
        items={tabs.map(([to, label]) => ({ to, label, current: pathname === to }))}
      />
      <div className="mt-8">
        <Outlet />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
