import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/** Why another service did not sign somebody in, and the way that is always there. */
export function IdentityFailed({ text }: { text: string }) {
  const t = usePageWords()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('signIn.title')} />
      <div className="mt-8 grid justify-items-start gap-6">
        <FailureNotice>{text}</FailureNotice>
        <ButtonLink href={`${paths.signIn()}?again=1`}>{t('security.otherWay')}</ButtonLink>
      </div>
    </Container>
  )
}
