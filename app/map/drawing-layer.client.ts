import L from 'leaflet'
import { levelScale } from '#app/domain/variants/variants.ts'

/** Side of a tile, pixels; as app/jobs/variant-drawings.server.ts cuts them. */
const TILE = 512

/** A drawing that lies ready in tiles, and where its files are. */
export interface TiledDrawing {
  /** Pixels. */
  width: number
  height: number
  levels: number
  /** Address of a file of it. */
  file: (name: string) => string
}

type Project = (at: L.LatLng) => L.Point

/**
 * A drawing laid on a map as its placement says, turned and stretched: tiles of the level that the screen can show, on one
 * element with one matrix. Leaflet's own overlays know no turn.
 */
export class DrawingLayer extends L.Layer {
  private box: HTMLDivElement | null = null
  private readonly tiles = new Map<string, HTMLImageElement>()

  constructor(
    private readonly drawing: TiledDrawing,
    private readonly place: (x: number, y: number) => L.LatLng,
    private readonly paneName = 'overlayPane',
  ) {
    super()
  }

  override onAdd(map: L.Map): this {
    const { width, height } = this.drawing
    this.box = document.createElement('div')
    this.box.className = 'map-drawing leaflet-zoom-animated'
    this.box.setAttribute('aria-hidden', 'true')
    Object.assign(this.box.style, { width: `${width}px`, height: `${height}px` })
    map.getPane(this.paneName)!.append(this.box)
    this.lay()
    return this
  }

  override onRemove(): this {
    this.box?.remove()
    this.box = null
    this.tiles.clear()
    return this
  }

  override getEvents() {
    return { zoom: this.lay, viewreset: this.lay, moveend: this.lay, resize: this.lay, zoomanim: this.follow }
  }

  setOpacity(share: number) {
    if (this.box) this.box.style.opacity = String(share)
  }

  private lay() {
    if (!this.box || !this._map) return
    const map = this._map
    const matrix = this.matrix((at) => map.latLngToLayerPoint(at))
    this.box.style.transform = matrix.toString()
    this.fill(matrix)
  }

  /** While the map zooms, Leaflet tells where it is going. */
  private follow(event: L.LeafletEvent) {
    const { zoom, center } = event as L.ZoomAnimEvent
    const map = this._map as L.Map & {
      _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point
    }
    if (this.box)
      this.box.style.transform = this.matrix((at) => map._latLngToNewLayerPoint(at, zoom, center)).toString()
  }

  private matrix(project: Project): DOMMatrix {
    const { width, height } = this.drawing
    const [zero, right, down] = [
      project(this.place(0, 0)),
      project(this.place(width, 0)),
      project(this.place(0, height)),
    ]
    return new DOMMatrix([
      (right.x - zero.x) / width,
      (right.y - zero.y) / width,
      (down.x - zero.x) / height,
      (down.y - zero.y) / height,
      zero.x,
      zero.y,
    ])
  }

  /** Tiles of the level that is as fine as the screen, where it looks; under them the coarsest, so that nothing flashes. */
  private fill(matrix: DOMMatrix) {
    const { levels } = this.drawing
    const perPixel = Math.hypot(matrix.a, matrix.b) * Math.min(2, devicePixelRatio)
    let level = levels - 1
    while (level > 0 && levelScale(level - 1, levels) * perPixel <= 1) level--
    const needed = new Set([...this.namesIn(0, null), ...this.namesIn(level, this.seen(matrix))])
    for (const [name, image] of this.tiles)
      if (!needed.has(name)) {
        image.remove()
        this.tiles.delete(name)
      }
    for (const name of needed) if (!this.tiles.has(name)) this.add(name)
  }

  /** What of the drawing is in sight, in its pixels. */
  private seen(matrix: DOMMatrix): L.Bounds {
    const map = this._map
    const { x, y } = map.getSize()
    const back = matrix.inverse()
    const corners = [
      [0, 0],
      [x, 0],
      [0, y],
      [x, y],
    ].map(([left, top]) => {
      const at = map.containerPointToLayerPoint([left!, top!])
      const pixel = back.transformPoint(new DOMPoint(at.x, at.y))
      return L.point(pixel.x, pixel.y)
    })
    return L.bounds(corners)
  }

  private namesIn(level: number, seen: L.Bounds | null): string[] {
    const { width, height, levels } = this.drawing
    const side = TILE * levelScale(level, levels)
    const last = [Math.ceil(width / side) - 1, Math.ceil(height / side) - 1] as const
    const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.floor(value / side)))
    const [from, to] = [seen?.min ?? L.point(0, 0), seen?.max ?? L.point(width, height)]
    const names: string[] = []
    for (let x = clamp(from.x, last[0]); x <= clamp(to.x, last[0]); x++)
      for (let y = clamp(from.y, last[1]); y <= clamp(to.y, last[1]); y++) names.push(`${level}-${x}-${y}`)
    return names
  }

  private add(name: string) {
    const { width, height, levels, file } = this.drawing
    const [level, x, y] = name.split('-').map(Number) as [number, number, number]
    const side = TILE * levelScale(level, levels)
    const image = document.createElement('img')
    image.alt = ''
    image.decoding = 'async'
    image.src = file(`${name}.webp`)
    Object.assign(image.style, {
      left: `${x * side}px`,
      top: `${y * side}px`,
      width: `${Math.min(side, width - x * side)}px`,
      height: `${Math.min(side, height - y * side)}px`,
      zIndex: String(level),
    })
    this.box!.append(image)
    this.tiles.set(name, image)
  }
}
