import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { LIMITS, photoFields } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { fileList, putFiles } from '#app/offline/draft.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { PhotoPlace, type PlaceTaken, placeTakenOf } from './photo-place.tsx'
import { PhotoSlot } from './photo-slot.tsx'

const MORE = Array.from({ length: LIMITS.proposalPhotos - 1 }, (_, i) => i + 2)

interface Props {
  kind: 'pin' | 'proposal'
  errors: Pick<ReturnType<typeof formErrors>, 'ofField' | 'typed'>
}

/**
 * Photos, each with its own description: one of a pin, up to five of a proposal. With scripts several may be chosen at
 * once; they go to the empty places that follow.
 */
export function PhotoFields({ kind, errors }: Props) {
  const t = usePageWords()
  const isPin = kind === 'pin'
  const root = useRef<HTMLDivElement>(null)
  const isSpreading = useRef(false)
  const [isAlive, setIsAlive] = useState(false)
  const [hasTooMany, setHasTooMany] = useState(false)
  const [taken, setTaken] = useState<PlaceTaken | null>(null)
  useEffect(function takeSeveralAtOnce() {
    setIsAlive(true)
  }, [])

  function spread({ currentTarget: input }: ChangeEvent<HTMLInputElement>) {
    if (isSpreading.current) return
    const [first, ...rest] = input.files ?? []
    if (!first) return setTaken(null)
    const slots = [...(root.current?.querySelectorAll<HTMLInputElement>('input[type=file]') ?? [])]
    const free = slots.filter((slot) => slot !== input && slot.files?.length === 0)
    setHasTooMany(rest.length > free.length)
    if (rest.length > 0) {
      input.files = fileList([first])
      isSpreading.current = true
      for (const [i, file] of rest.slice(0, free.length).entries()) putFiles(free[i]!, [file])
      isSpreading.current = false
    }
    const more = root.current?.querySelector('details')
    if (more) more.open = true
    void placeTakenOf([first, ...rest]).then((place) => place && setTaken(place))
  }

  function slot(position: number) {
    const { alt } = photoFields(position)
    return (
      <PhotoSlot
        key={position}
        position={isPin ? null : position}
        hint={isPin ? t('form.photoHint') : undefined}
        optional={isPin ? t('common.optional') : undefined}
        names={photoFields(position)}
        multiple={isAlive && !isPin}
        onChange={spread}
        altTyped={errors.typed(alt)}
        altError={errors.ofField(alt)}
      />
    )
  }

  const typedLater = MORE.some((position) => errors.typed(photoFields(position).alt))
  return (
    <div ref={root} className="grid gap-4">
      {isPin ? (
        slot(1)
      ) : (
        <Fieldset
          legend={t('form.photos')}
          hint={t('form.photosHint')}
          optional={t('common.optional')}
          error={hasTooMany ? t('refusals.photo.too-many') : null}
          size="field"
        >
          {slot(1)}
          <Disclosure summary={t('form.photosMore')} open={typedLater}>
            <div className="grid gap-6">{MORE.map(slot)}</div>
          </Disclosure>
        </Fieldset>
      )}
      <PhotoPlace taken={taken} onDone={() => setTaken(null)} />
    </div>
  )
}
