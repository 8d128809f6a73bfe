import { studyPaths } from '#app/study-paths.ts'
import type { AuditLinks } from '#app/study-results.server.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Radar } from '#app/ui/charts/radar.tsx'
import { TextLink } from '#app/ui/link.tsx'

/** How the place is rated, and where to rate it. */
export function AuditBox({ audit, space }: { audit: AuditLinks; space: string }) {
  const { frame } = useTown()
  return (
    <section aria-labelledby="audit" className="grid gap-3">
      <h2 id="audit" className="text-xl font-semibold">
        {audit.title}
      </h2>
      {audit.radar && <Radar {...audit.radar} />}
      {audit.fill && (
        <ButtonLink to={studyPaths.audit(frame.slug, space)} variant="secondary">
          {audit.fill}
        </ButtonLink>
      )}
      <TextLink to={studyPaths.audits(frame.slug, space)}>{audit.results}</TextLink>
    </section>
  )
}
