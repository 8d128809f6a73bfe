import L from 'leaflet'
import type { Area } from '#app/domain/geometry/positions.ts'
import { type PlacedLabel, paintLabels, placeLabels } from '#app/map/plan-labels.ts'
import { fadeEdges, type PlanView, paintBoundary, paintPlan } from '#app/map/plan-paint.ts'
import { type Palette, readPalette, watchPalette } from '#app/map/plan-palette.ts'
import { type Plan, projectLines } from '#app/map/plan-shapes.ts'
import type { MapLocale } from '#app/map/types.ts'

export type PlanContent = { plan: Plan | null; boundary: Area | null; locale: MapLocale; hasTiles: boolean }

/**
 * The town's plan on one canvas: Leaflet's own canvas renderer keeps a JavaScript object for each of a thousand houses
 * and knows no names along streets. Leaflet 1.9 calls the underscored methods of a renderer; they are its contract here.
 */
export class PlanLayer extends L.Renderer {
  declare _container: HTMLCanvasElement
  declare _bounds: L.Bounds
  declare _zoom: number
  declare _center: L.LatLng
  private content: PlanContent = { plan: null, boundary: null, locale: 'ru', hasTiles: false }
  private palette: Palette | null = null
  private labels: { zoom: number; placed: PlacedLabel[] } | null = null
  private unwatch: (() => void) | null = null
  private frame = 0

  constructor() {
    super({ padding: 0.2, pane: 'tilePane' })
  }

  setContent(content: PlanContent) {
    this.content = content
    this.forget()
  }

  /** Leaflet's renderers draw when the map stops; a long drag must not show bare edges meanwhile. */
  override getEvents() {
    return { ...super.getEvents?.(), move: this.extend }
  }

  _initContainer() {
    this._container = document.createElement('canvas')
    this._container.setAttribute('aria-hidden', 'true')
    this._container.style.zIndex = '2'
    this.unwatch = watchPalette(() => this.forget())
  }

  _destroyContainer() {
    cancelAnimationFrame(this.frame)
    this.unwatch?.()
    this._container.remove()
    this._container = undefined as never
  }

  _update() {
    const map = this._map as L.Map & { _animatingZoom?: boolean }
    if (map._animatingZoom && this._bounds) return
    ;(L.Renderer.prototype as unknown as { _update(): void })._update.call(this)
    const size = this._bounds.getSize()
    const ratio = Math.min(2, Math.max(1, devicePixelRatio))
    L.DomUtil.setPosition(this._container, this._bounds.min!)
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)]
    if (this._container.width !== width || this._container.height !== height) {
      Object.assign(this._container, { width, height })
      Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` })
    }
    const ctx = this._container.getContext('2d')
    if (!ctx) return
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    ctx.clearRect(0, 0, size.x, size.y)
    this.paint(ctx, this.view(size))
  }

  private paint(ctx: CanvasRenderingContext2D, view: PlanView) {
    this.palette ??= readPalette(this._map.getContainer())
    const { plan, boundary, locale, hasTiles } = this.content
    const { palette } = this
    if (!hasTiles) {
      ctx.fillStyle = palette.land
      ctx.fillRect(0, 0, view.width, view.height)
      if (plan) paintPlan(ctx, plan.shapes, view, palette)
      if (plan) fadeEdges(ctx, plan.box, view)
    }
    if (boundary) paintBoundary(ctx, projectLines(boundary), view, palette)
    if (hasTiles || !plan) return
    if (this.labels?.zoom !== view.zoom) {
      const { zoom, scale } = view
      this.labels = { zoom, placed: placeLabels(ctx, plan.shapes, { zoom, scale, locale, palette }) }
    }
    paintLabels(ctx, this.labels.placed, view, palette)
  }

  private view(size: L.Point): PlanView {
    const map = this._map
    const zoom = this._zoom
    const corner = map.getPixelOrigin().add(this._bounds.min!)
    const scale = 256 * 2 ** zoom
    const metresAround = 40_075_016.7 * Math.cos((map.getCenter().lat * Math.PI) / 180)
    return {
      scale,
      zoom,
      left: corner.x,
      top: corner.y,
      width: size.x,
      height: size.y,
      pxPerM: scale / metresAround,
    }
  }

  private extend() {
    const map = this._map as L.Map & { _animatingZoom?: boolean }
    if (map._animatingZoom || map.getZoom() !== this._zoom) return
    const topLeft = map.containerPointToLayerPoint([0, 0])
    const seen = L.bounds(topLeft, topLeft.add(map.getSize()))
    if (!this._bounds.contains(seen)) this.soon()
  }

  /** Colours, letters or content changed. */
  private forget() {
    this.palette = null
    this.labels = null
    this.soon()
  }

  private soon() {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => {
      if (this._map && this._container) this._update()
    })
  }
}
