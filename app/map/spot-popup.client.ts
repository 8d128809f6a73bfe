import L from 'leaflet'
import type { Kind } from '#app/domain/contributions.ts'
import type { TownMapLabels } from '#app/map/labels.ts'
import { isStill } from '#app/map/motion.ts'
import { kindSvg } from '#app/map/pin-icons.client.ts'
import type { Mark } from '#app/map/pin-marks.ts'
import { withParams } from '#app/map/with-params.ts'

export type SpotItem = { number: number; title: string; kind: Kind; supports: number }

type SpotAnswer = { items: SpotItem[]; next: string | null; all: number }

type SpotPopup = {
  map: L.Map
  mark: Mark
  spotUrl: string
  hrefOf: (number: number) => string
  /** Follows a plain click on a link without loading the page anew. */
  navigate?: (href: string) => void
  labels: TownMapLabels
  opener: HTMLElement | null
}

/** Opens the list of what is at a mark. The words of people go in as text, never as HTML. */
export function openSpot({ map, mark, spotUrl, hrefOf, navigate, labels, opener }: SpotPopup) {
  const box = document.createElement('div')
  box.className = 'map-spot'
  const list = document.createElement('ul')
  const status = document.createElement('p')
  status.setAttribute('role', 'status')
  status.textContent = labels.popupLoading
  box.append(list, status)
  if (navigate) box.addEventListener('click', (event) => followLink(event, navigate))
  if (mark.pin) list.append(itemRow({ ...mark.pin, title: '', supports: 0 }, hrefOf, labels))

  const popup = L.popup({
    maxWidth: 300,
    minWidth: 250,
    maxHeight: 300,
    autoPanPadding: [16, 64],
    closeButton: true,
    autoPan: !isStill(),
  })
    .setLatLng([mark.lat, mark.lng])
    .setContent(box)
  popup.openOn(map)
  if (isStill())
    map.panInside([mark.lat, mark.lng], {
      paddingTopLeft: [130, 260],
      paddingBottomRight: [130, 40],
      animate: false,
    })
  dressPopup(popup, map, labels, mark)
  popup.once('remove', function returnFocus() {
    const active = document.activeElement
    if (active !== document.body && !popup.getElement()?.contains(active)) return
    const target = opener?.isConnected ? opener : map.getContainer()
    target.focus({ preventScroll: true })
  })

  const more = document.createElement('button')
  more.type = 'button'
  more.addEventListener('click', () => void load(more.value))
  async function load(after: string) {
    try {
      const { items, next, all } = await loadSpot(spotUrl, mark, after)
      if (!popup.isOpen()) return
      const hadFocus = box.contains(document.activeElement)
      if (!after) list.replaceChildren()
      const rows = items.map((item) => itemRow(item, hrefOf, labels))
      list.append(...rows)
      status.remove()
      more.value = next ?? ''
      more.textContent = `${labels.more} (${all - list.childElementCount})`
      if (next) box.append(more)
      else more.remove()
      popup.update()
      if (hadFocus || !mark.pin) rows[0]?.querySelector('a')?.focus({ preventScroll: !after })
    } catch {
      status.textContent = labels.popupFailed
      box.append(status)
    }
  }
  void load('')
  focusFirst(box)
}

/** Leaflet's close button speaks English, and Escape works only while the map itself has the focus. */
function dressPopup(popup: L.Popup, map: L.Map, labels: TownMapLabels, mark: Mark) {
  const element = popup.getElement()
  if (!element) return
  element.setAttribute('role', 'dialog')
  element.setAttribute(
    'aria-label',
    mark.pin ? labels.pinTitle(mark.pin.number, mark.pin.kind) : labels.spot(mark.count),
  )
  element.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', labels.popupClose)
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    map.closePopup(popup)
  })
}

async function loadSpot(spotUrl: string, mark: Mark, after: string): Promise<SpotAnswer> {
  const cells = mark.ranges.map((range) => range.join('-')).join()
  const response = await fetch(withParams(spotUrl, { cells, after }))
  if (!response.ok) throw new Error(`${spotUrl} answered ${response.status}`)
  const answer: SpotAnswer = await response.json()
  const { pin } = mark
  return pin ? { ...answer, items: answer.items.filter((item) => item.number === pin.number) } : answer
}

function itemRow(item: SpotItem, hrefOf: (number: number) => string, labels: TownMapLabels): HTMLLIElement {
  const row = document.createElement('li')
  row.innerHTML = kindSvg(item.kind)
  const words = document.createElement('div')
  const link = document.createElement('a')
  const label = labels.pinTitle(item.number, item.kind)
  link.href = hrefOf(item.number)
  link.textContent = item.title || label
  words.append(link)
  if (item.title) {
    const facts = document.createElement('small')
    facts.textContent = `${label} · ${labels.supports(item.supports)}`
    words.append(facts)
  }
  row.append(words)
  return row
}

function followLink(event: MouseEvent, navigate: (href: string) => void) {
  const href = (event.target as Element).closest('a')?.getAttribute('href')
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!href || !isPlain) return
  event.preventDefault()
  navigate(href)
}

function focusFirst(box: HTMLElement) {
  box.querySelector('a')?.focus({ preventScroll: true })
}
