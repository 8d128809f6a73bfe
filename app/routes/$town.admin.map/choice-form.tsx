import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { MapPage } from './view.server.ts'

interface Props {
  page: MapPage
  errors: ReturnType<typeof formErrors>
}

/** Which of the three the maps are drawn from, and the address of tiles that are pictures. */
export function ChoiceForm({ page, errors }: Props) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'choose'
  const { raster, hosts } = page
  const typed = (name: keyof typeof raster) =>
    (isMine ? errors.typed(name) : undefined) ?? String(raster[name] ?? '')
  const faultsOf = (name: string) => (isMine ? errors.ofField(name) : []).map((text) => wordsOf(t, text))
  const isOpen = page.kind === 'raster' || (isMine && errors.typed('kind') === 'raster')
  return (
    <Form method="post" className="grid gap-6" noValidate>
      <RadioCards
        name="kind"
        legend={t('mapAdmin.choice')}
        defaultValue={(isMine && errors.typed('kind')) || page.kind}
        error={faultsOf('kind')}
        options={(['plan', 'archive', 'raster'] as const).map((kind) => ({
          value: kind,
          title: t(`mapAdmin.kinds.${kind}`),
          hint: <KindHint kind={kind} page={page} />,
          disabled: kind === 'archive' && page.archive === null,
        }))}
      />
      <Disclosure summary={t('mapAdmin.rasterTitle')} open={isOpen}>
        <div className="grid gap-6">
          <Field
            label={t('mapAdmin.url')}
            hint={t('mapAdmin.urlHint', { hosts: hosts.join(', ') || t('mapAdmin.ownHost') })}
            error={faultsOf('url')}
          >
            <TextInput
              name="url"
              defaultValue={typed('url')}
              spellCheck={false}
              autoComplete="off"
              maxLength={500}
            />
          </Field>
          <Field
            label={t('mapAdmin.attribution')}
            hint={t('mapAdmin.attributionHint')}
            error={faultsOf('attribution')}
          >
            <TextInput name="attribution" defaultValue={typed('attribution')} maxLength={200} />
          </Field>
          <div className="grid gap-6 sm:grid-cols-2">
            {(['minZoom', 'maxZoom'] as const).map((name) => (
              <Field
                key={name}
                label={t(`mapAdmin.${name}`)}
                hint={t('mapAdmin.zoomHint')}
                error={faultsOf(name)}
              >
                <TextInput name={name} inputMode="numeric" defaultValue={typed(name)} />
              </Field>
            ))}
          </div>
        </div>
      </Disclosure>
      <Button name="intent" value="choose" className="justify-self-start">
        {t('mapAdmin.save')}
      </Button>
    </Form>
  )
}

function KindHint({ kind, page }: { kind: 'plan' | 'archive' | 'raster'; page: MapPage }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  const { archive, isLost, hasPlan, isPlatforms } = page
  if (kind === 'plan') return t(hasPlan ? 'mapAdmin.kindHints.plan' : 'mapAdmin.kindHints.noPlan')
  if (kind === 'raster') return t(isPlatforms ? 'mapAdmin.kindHints.platform' : 'mapAdmin.kindHints.raster')
  if (!archive) return t('mapAdmin.kindHints.noArchive')
  if (isLost) return t('mapAdmin.kindHints.lostArchive')
  return t('mapAdmin.kindHints.archive', {
    date: formatDate(new Date(archive.takenAt), locale, timeZone),
    mb: formatNumber(Math.ceil(archive.bytes / 100_000) / 10, locale),
    minZoom: archive.minZoom,
    maxZoom: archive.maxZoom,
  })
}

/** Of the faults that only this page knows there are words of its own: other readers do not load them. */
function wordsOf(t: ReturnType<typeof useWords>, text: string): string {
  const own = /^errors\.field\.(tile-template|tile-host|zoom)$/.exec(text)?.[1]
  return own ? t(`mapAdmin.faults.${own}` as WordKey) : text
}
