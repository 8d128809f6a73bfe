import { type ComponentType, lazy } from 'react'

const TRY_AGAIN_MS = 3000

/**
 * A part of a page that few of its readers see, with scripts of its own; it wants a `<Suspense>` around it. In a page from
 * the server it stands from the beginning, and its forms are sent without scripts until those have come.
 *
 * @param load  the import of the component, a chunk of its own; it is asked again where the network fails
 */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  async function loadAtLast(): Promise<{ default: ComponentType<Props> }> {
    try {
      return { default: await load() }
    } catch (error) {
      if (typeof document === 'undefined') throw error
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
      return loadAtLast()
    }
  }
  return lazy(loadAtLast)
}
