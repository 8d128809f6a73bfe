import { codesAt } from '#app/domain/drawing/codes.ts'
import { inAxes } from '#app/domain/drawing/system.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { type Drawing, usualDrawing } from '#app/jobs/drawing-of.server.ts'
import { getDrawingSystem } from '#app/models/drawing-systems.server.ts'
import type { Town } from '#app/models/towns.server.ts'

/** What the administrator's page of drawings shows: what is chosen, in its own numbers, and what may be chosen. */
export async function loadDrawingPage(town: Town) {
  const chosen = await getDrawingSystem(town.id)
  const usual = usualDrawing(town)
  const drawing = await townDrawing(town).catch((error: unknown) => {
    // The town was moved since to where its system does not reach: that is said, and another can be chosen.
    if (error instanceof Refusal) return null
    throw error
  })
  const shown = chosen ?? { system: usual.system, axes: usual.axes }
  const { system, axes } = shown
  return {
    isUsual: chosen === null,
    axes,
    kind: system.kind,
    epsg: String(system.kind === 'epsg' ? system.code : usual.epsg),
    text: system.kind === 'text' ? system.text : '',
    pairs: system.kind === 'points' ? system.pairs.map((pair) => pairShown(pair, axes)) : [],
    codes: codesAt(town).map(({ code, name }) => `${code} (${name})`),
    now: drawing && nowOf(drawing, town),
    changedAt: chosen?.updatedAt.getTime() ?? 0,
  }
}

export type DrawingPage = Awaited<ReturnType<typeof loadDrawingPage>>

type Pair = { lng: number; lat: number; east: number; north: number }

function pairShown({ lng, lat, east, north }: Pair, axes: Drawing['axes']) {
  const [first, second] = inAxes(axes, [east, north])
  return { place: `${lat}, ${lng}`, first: String(first), second: String(second) }
}

function nowOf(drawing: Drawing, town: Town) {
  const { name, epsg, fit, scale } = drawing
  const turn = fit && (Math.atan2(fit.similarity.b, fit.similarity.a) * 180) / Math.PI
  return {
    name,
    epsg,
    pairs: fit?.residualsM.length ?? 0,
    middle: { lng: town.lng, lat: town.lat, at: drawing.place([town.lng, town.lat]) },
    scale,
    turn,
    residualsM: fit?.residualsM ?? [],
  }
}
