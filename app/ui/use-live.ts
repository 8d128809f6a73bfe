import { useEffect, useState } from 'react'

type Numbers = Record<string, number>

/**
 * The numbers of a page, kept as they are on the server while somebody looks at it; a tab in the background listens to
 * nothing. Without scripts, and where the server has too many listeners, they are those that the page came with.
 *
 * @param path   of the server-sent events (`paths.live…`); null where nothing changes any more
 * @param shown  as the page's loader has read them; newer ones from there come before what was told
 */
export function useLive<T extends Numbers>(path: string | null, shown: T): T {
  const [told, setTold] = useState<Numbers>({})
  const loaded = JSON.stringify(shown)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told before the page was read anew is older.
  useEffect(() => setTold((was) => (Object.keys(was).length > 0 ? {} : was)), [loaded])
  useEffect(
    function follow() {
      if (!path) return
      let source: EventSource | null = null
      function listen() {
        if (document.hidden) stop()
        else if (!source) {
          source = new EventSource(path!)
          source.onmessage = ({ data }) => setTold(JSON.parse(data))
        }
      }
      function stop() {
        source?.close()
        source = null
      }
      listen()
      document.addEventListener('visibilitychange', listen)
      return function leave() {
        document.removeEventListener('visibilitychange', listen)
        stop()
      }
    },
    [path],
  )
  return { ...shown, ...told }
}
