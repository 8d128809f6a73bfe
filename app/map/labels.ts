import type { Kind } from '#app/domain/contributions.ts'

/** The words of any map: they come from the page, in its language. */
export type MapFrameLabels = {
  /** Name of the map for screen readers: "Map of Prirechensk". */
  map: string
  /** How to use it from the keyboard, read after the name. */
  keyboard: string
  zoomIn: string
  zoomOut: string
  wholeTown: string
  /** Over the map when the wheel turns before the map was clicked: "Hold Ctrl to zoom". */
  wheel: string
}

export type LocateLabels = {
  locate: string
  locating: string
  locateFailed: string
  /** Metres, whole. */
  accuracy: (meters: number) => string
}

export type TownMapLabels = MapFrameLabels &
  LocateLabels & {
    /** "Idea No. 12": name of a pin's mark. */
    pinTitle: (number: number, kind: Kind) => string
    /** "37 marks, zoom in". */
    cluster: (count: number) => string
    /** "37 marks at one spot, open the list". */
    spot: (count: number) => string
    /** "12 supports", in a popup. */
    supports: (count: number) => string
    /** Said after each move: "Marks on the map: 58". */
    shown: (count: number) => string
    /** Name of a space's outline, which is a link. */
    space: (name: string) => string
    popupClose: string
    popupLoading: string
    /** "Show more", under a popup's list; how many are left is put behind it. */
    more: string
    /** The titles did not come; the links work. */
    popupFailed: string
    pinsFailed: string
    retry: string
  }

export type AimLabels = MapFrameLabels &
  LocateLabels & {
    /** Name of the group of four buttons. */
    nudge: string
    nudgeLeft: string
    nudgeUp: string
    nudgeRight: string
    nudgeDown: string
    /** The accuracy is poor: move the map by hand. */
    refine: string
    /** Opens the text box. */
    coordinates: string
    coordinatesHint: string
    coordinatesShow: string
    coordinatesBad: string
    inSpace: (name: string) => string
    inside: string
    outside: string
    nearest: string
  }

export type PlacePickerLabels = AimLabels & {
  placeHere: string
  move: string
  cancel: string
  /** Before the committed coordinates: "The place is set". */
  placed: string
  /** Name of the committed pin. */
  pin: string
}

export type ShapeMode = 'point' | 'line' | 'area'

export type ShapePickerLabels = AimLabels & {
  shape: string
  modes: Record<ShapeMode, string>
  placeHere: string
  addCorner: string
  undo: string
  finishLine: string
  finishArea: string
  clear: string
  edit: string
  /** "Corners: 3". */
  corners: (count: number) => string
  /** Metres, not rounded. */
  length: (meters: number) => string
  /** Square metres, not rounded. */
  area: (squareMeters: number) => string
  done: string
}

export type PlaceMapLabels = MapFrameLabels & {
  /** Name of the highlighted place. */
  place: string
}

export type DrawMapLabels = MapFrameLabels & { rename: string; remove: string; shape: string }
