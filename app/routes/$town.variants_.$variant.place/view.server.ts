import { data, redirect } from '@remix-run/node'
import { Refusal } from '#app/domain/refusal.ts'
import { isOn } from '#app/domain/variants/carry-over.ts'
import { fitPlacement, LEAST_PAIRS, PLACEMENT_METHODS } from '#app/domain/variants/placement.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { placeVersion } from '#app/models/change-variants.server.ts'
import { boxOfTown } from '#app/models/town-maps.server.ts'
import { getConceptVariant, type VariantVersion } from '#app/models/variants.server.ts'
import { readForm } from '#app/read-form.server.ts'
import type { requireStaff } from '#app/session.server.ts'
import { nameOfVariant, processCrumb } from '#app/variant-view.server.ts'
import { readPairs } from './read-pairs.ts'

type Staff = Awaited<ReturnType<typeof requireStaff>>

/** The version of the address; without one the newest. @throws {Refusal} 'variant.not-found' */
async function versionAsked(request: Request, townId: string, id: string) {
  const whole = await getConceptVariant(townId, id, { isStaff: true })
  const asked = new URL(request.url).searchParams.get('version')
  const version = asked ? whole.versions.find((one) => String(one.version) === asked) : whole.versions[0]
  if (!version) throw new Refusal('variant.not-found')
  return { ...whole, version }
}

export async function loadPlacing(request: Request, { town, locale }: Staff, id: string) {
  const { variant, version, process } = await versionAsked(request, town.id, id)
  const { placement, width, height, levels } = version
  const t = tOf(locale)
  return {
    words: servedWords(locale, 'variants'),
    title: t('served.variants.place.title'),
    variant: { id, name: nameOfVariant(variant, locale), version: version.version },
    process: processCrumb(process, locale),
    drawing: { id: version.id, width, height, levels },
    placement: placement && placedView(placement, locale),
  }
}

function placedView(
  placement: NonNullable<VariantVersion['placement']>,
  locale: Parameters<typeof formatNumber>[1],
) {
  const { origin, a, b, c, d, e, f, method, pairs, residualsM } = placement
  return {
    numbers: { origin, a, b, c, d, e, f },
    method,
    pairs,
    metresPerPixel: formatNumber(Number(Math.sqrt(Math.abs(b * d - a * e)).toPrecision(3)), locale),
    residuals: residualsM.map((metres, i) => ({
      number: i + 1,
      metres: formatNumber(Math.round(metres * 100) / 100, locale),
    })),
    isExactFit: method !== 'exact' && pairs.length <= LEAST_PAIRS[method],
  }
}

/** Places a drawing by the pairs of a form, or takes it off the map. What does not fit is said beside what was typed. */
export async function actOnPlacing(request: Request, { town, actor }: Staff, id: string) {
  const { version } = await versionAsked(request, town.id, id)
  const form = await readForm(request)
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  const here = new URL(request.url)
  const back = redirect(`${here.pathname.replace(/\.data$/, '')}?version=${version.version}`)
  const act = { townId: town.id, actorId: actor.personId, variantId: id, version: version.version }
  try {
    if (version.placement?.method === 'exact') throw new Refusal('input.bad')
    const { intent } = typed
    if (intent === 'remove') {
      await placeVersion({ ...act, placement: null })
      return back
    }
    const method = PLACEMENT_METHODS.find((one) => one === typed.method)
    if (intent !== 'place' || !method) throw new Refusal('input.bad')
    const pairs = readPairs(typed)
    const [west, south, east, north] = boxOfTown(town)
    for (const { x, y, lng, lat } of pairs) {
      if (!isOn([x, y], version)) throw new Refusal('variant.off-drawing')
      // A town's width around the town.
      const [wide, high] = [east - west, north - south]
      if (lng < west - wide || lng > east + wide || lat < south - high || lat > north + high)
        throw new Refusal('place.outside')
    }
    const { placement, residualsM } = fitPlacement(pairs, method)
    await placeVersion({ ...act, placement: { ...placement, method, pairs, residualsM } })
    return back
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const refusal = { code: error.code as string, details: error.details }
    return data({ lastResult: { initialValue: typed, error: null }, refusal }, { status: error.status })
  }
}
