import type { Column } from '#app/formats/column.ts'
import { type GeopackageWriter, type LayerWriter, openGeopackage } from '#app/formats/geopackage.server.ts'
import { COLOURS, qgisStyle } from '#app/formats/qgis-style.ts'
import { eachPlanShape, type PlanShape } from '#app/models/exported-plans.server.ts'
import { exportColumns, isChosen } from './export-columns.server.ts'
import {
  categoryColours,
  LAYER_GEOMETRY,
  PLAN_GEOMETRY,
  type PlanLayer,
  placeOf,
  planLayerOf,
  ROW_LAYERS,
  type RowLayer,
  type ShownSpace,
  shownSpaces,
} from './export-layers.server.ts'
import { exportNotes } from './export-notes.server.ts'
import type { ExportRow } from './export-rows.server.ts'
import type { Writing, Written } from './export-writing.server.ts'
import { partOf, sealWhole } from './write-whole.server.ts'

/** What a layer of rows is coloured by: the category, unless that column was left out. */
const COLOURED_BY = 'category'

/** A GeoPackage: pins, proposals by what was drawn, those without a place, spaces, the boundary, and what it is of. */
export async function writeGeopackage(writing: Writing): Promise<Written> {
  const { path, request, walk, facts, expected, t } = writing
  const part = partOf(path, 'gpkg')
  const file = openGeopackage(part, request.now)
  try {
    const boundary = file.layer(boundaryLayer(writing))
    if (request.town.boundary) boundary.add(request.town.name, request.town.boundary)
    const spaces = file.layer(spaceLayer(writing))
    for (const shown of await shownSpaces(writing)) spaces.add(shown, shown.space.geometry)
    await addPlans(file, writing)
    const layers = Object.fromEntries(
      ROW_LAYERS.map((name) => [name, file.layer(rowLayer(name, writing))]),
    ) as Record<RowLayer, LayerWriter<ExportRow>>
    for await (const page of walk({ hasGeometry: true })) {
      for (const row of page) {
        const { layer, geometry } = placeOf(row)
        layers[layer].add(row, geometry)
      }
    }
    const notes = file.layer(notesTable(writing))
    for (const note of exportNotes(facts, expected)) notes.add(note, null)
    notes.add([t('files.standing'), t('files.standingText')], null)
    file.finish()
  } catch (error) {
    file.abandon()
    throw error
  }
  return sealWhole(path, part)
}

function rowLayer(name: RowLayer, writing: Writing) {
  const { t, request } = writing
  const columns = exportColumns({ ...request, t })
  const colours = categoryColours(writing)
  const isColoured = isChosen(request.columns, COLOURED_BY)
  const geometry = name === 'placeless' ? null : LAYER_GEOMETRY[name]
  return {
    table: t(`files.tables.${name}`),
    title: t(`files.layers.${name}`),
    description: t('files.layerAbout'),
    geometry,
    columns,
    qml:
      geometry &&
      qgisStyle({
        geometry,
        colours: isColoured ? [...colours.values()] : [COLOURS[9]],
        label: 'number',
        aliases: columns,
        ...(isColoured ? { by: { column: COLOURED_BY, classes: classesOf(colours, t) } } : {}),
      }),
  }
}

/** What has no category has no value in its column: QGIS draws that by the class without one. */
function classesOf(colours: Map<string, string>, t: Writing['t']) {
  return [...colours.keys()].map((label) => ({ value: label === t('files.noCategory') ? '' : label, label }))
}

function spaceLayer({ t }: Writing) {
  const text = (key: 'name' | 'kind' | 'facts'): Column<ShownSpace> => ({
    key,
    label: t(`files.fields.${key}`),
    type: 'text',
    value: (shown) => shown[key],
  })
  const columns = [text('name'), text('kind'), text('facts')]
  return {
    table: t('files.tables.spaces'),
    title: t('files.layers.spaces'),
    geometry: 'MULTIPOLYGON' as const,
    columns,
    qml: qgisStyle({
      geometry: 'MULTIPOLYGON',
      colours: [COLOURS[6]],
      label: 'name',
      aliases: columns,
    }),
  }
}

/** What designers have drawn and the town has published; no layers where there is nothing. */
async function addPlans(file: GeopackageWriter, writing: Writing) {
  const { t, db, request } = writing
  const field = (key: 'plan' | 'version' | 'layer', value: (shape: PlanShape) => string) => ({
    key,
    label: t(`files.fields.${key}`),
    type: 'text' as const,
    value,
  })
  const columns: Column<PlanShape>[] = [
    field('plan', ({ plan }) => plan),
    field('version', ({ version }) => version),
    field('layer', ({ layer }) => layer),
    {
      key: 'properties',
      label: t('files.fields.properties'),
      type: 'text',
      value: ({ properties }) => JSON.stringify(properties),
    },
  ]
  const open = new Map<PlanLayer, LayerWriter<PlanShape>>()
  for await (const shape of eachPlanShape(db, request.town.id)) {
    const name = planLayerOf(shape)
    const geometry = PLAN_GEOMETRY[name]
    const layer =
      open.get(name) ??
      file.layer({
        table: t(`files.tables.${name}`),
        title: t(`files.layers.${name}`),
        geometry,
        columns,
        qml: qgisStyle({ geometry, colours: [COLOURS[8]], label: 'layer', aliases: columns }),
      })
    open.set(name, layer)
    layer.add(shape, shape.geometry)
  }
}

function boundaryLayer({ t }: Writing) {
  return {
    table: t('files.tables.boundary'),
    title: t('files.layers.boundary'),
    geometry: 'MULTIPOLYGON' as const,
    columns: [
      { key: 'name', label: t('files.fields.name'), type: 'text' as const, value: (name: string) => name },
    ],
    qml: qgisStyle({ geometry: 'MULTIPOLYGON', colours: ['#555555'], isOutline: true }),
  }
}

type Note = readonly [label: string, value: string | number]

function notesTable({ t }: Writing) {
  return {
    table: t('files.tables.notes'),
    title: t('ranking.notesSheet'),
    geometry: null,
    columns: [
      {
        key: 'about',
        label: t('files.fields.about'),
        type: 'text' as const,
        value: ([label]: Note) => label,
      },
      {
        key: 'value',
        label: t('files.fields.value'),
        type: 'text' as const,
        value: ([, value]: Note) => String(value),
      },
    ],
    qml: null,
  }
}
