import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Feature, FeatureCollection } from 'geojson'
import type { GazetteerKind, GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import { readGazetteerTable } from '#app/formats/read-gazetteer.ts'
import { replaceGazetteer } from '#app/models/gazetteer-import.server.ts'

/** Layers of the demo's plan by what a name on them is. */
const KINDS: Record<string, GazetteerKind> = {
  street: 'street',
  'street-major': 'street',
  lane: 'street',
  bridge: 'landmark',
  'landmark-building': 'landmark',
  label: 'landmark',
}
const PARTS = ['Старый город', 'Заречье', 'Северный', 'Слобода', 'Восточный']
const ATTRIBUTION = 'вымышленный справочник Приреченска'

/** The invented town's gazetteer: what its plan names, and the houses of its streets (db/demo/houses.csv). */
export async function seedGazetteer(townId: string, plan: FeatureCollection, now: Date) {
  const houses = readFileSync(join(process.env.SREDA_HOME ?? process.cwd(), 'db/demo/houses.csv'), 'utf8')
  const read = [...readGazetteerTable(houses)].filter(
    (row): row is GazetteerRow => row !== null && !Array.isArray(row),
  )
  await replaceGazetteer(townId, [...namesOf(plan), ...read], ATTRIBUTION, now)
}

/** A building is named on its roof and beside it: the first one counts. */
function namesOf({ features }: FeatureCollection): GazetteerRow[] {
  const rows = new Map<string, GazetteerRow>()
  for (const [i, feature] of features.entries()) {
    const name = feature.properties?.name as { ru: string; en?: string } | undefined
    const kind = kindOf(feature)
    const mark = name && `${name.ru.toLowerCase()} ${kind === 'street' ? i : ''}`
    if (!name || !kind || rows.has(mark!)) continue
    rows.set(mark!, {
      line: i + 1,
      id: `plan/${i + 1}`,
      kind,
      name: name.ru,
      nameEn: name.en ?? '',
      aliases: [],
      street: '',
      number: '',
      geometry: feature.geometry,
    })
  }
  return [...rows.values()]
}

function kindOf({ properties }: Feature): GazetteerKind | undefined {
  return PARTS.includes(properties?.name?.ru) ? 'place' : KINDS[String(properties?.layer)]
}
