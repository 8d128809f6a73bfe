import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLocation } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { openPaths } from '#app/open-paths.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Tabs } from '#app/ui/tabs.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    await requireStaff(request, townParams.parse(params).town, 'town:change')
    return null
  })
}

export const meta = titled((t) => t('admin.title'))

export default function Admin() {
  const t = useWords()
  const { frame } = useTown()
  const { pathname } = useLocation()
  const tabs = [
    [paths.admin(frame.slug), t('admin.tabs.town')],
    [paths.adminMap(frame.slug), t('mapAdmin.tab')],
    [paths.adminDrawing(frame.slug), t('drawingAdmin.tab')],
    [paths.adminSpaces(frame.slug), t('admin.tabs.spaces')],
    [paths.adminProcesses(frame.slug), t('admin.tabs.processes')],
    [paths.adminRoles(frame.slug), t('admin.tabs.roles')],
    [paths.adminIdentity(frame.slug), t('admin.tabs.identity')],
    [paths.adminReasons(frame.slug), t('admin.tabs.reasons')],
    [studyPaths.adminForms(frame.slug), t('admin.tabs.forms')],
    [paths.adminImports(frame.slug), t('admin.tabs.imports')],
    [openPaths.adminSharing(frame.slug), t('admin.tabs.sharing')],
    [openPaths.adminWebhooks(frame.slug), t('admin.tabs.webhooks')],
  ] as const
  return (
    <Container className="pb-16">
      <PageHeader title={t('admin.title')} />
      <Tabs
        label={t('admin.title')}
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
