import {
  Component,
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

export type MapDoorProps<P extends object> = {
  /** One of `load.ts`, or any function that stays the same between renders. */
  load: () => Promise<ComponentType<P>>
  props: P
  /** What stands here without JavaScript, before the map comes and if it never does: fills the box. */
  fallback: ReactNode
  /** The box: give it a fixed height here, so that nothing moves when the map comes. */
  className?: string
  labels: { failed: string }
}

/**
 * The only way for a page to a map: nothing of it is rendered on the server, loaded before the text lives, or loaded at all
 * for somebody who never comes near it.
 */
export function MapDoor<P extends object>({ load, props, fallback, className, labels }: MapDoorProps<P>) {
  const [isAwake, setIsAwake] = useState(false)
  const [attempt, setAttempt] = useState(nextAttempt)
  const box = useRef<HTMLDivElement>(null)
  useEffect(function wakeWhenNear() {
    const wake: IntersectionObserverCallback = (seen) => {
      if (seen.at(-1)!.isIntersecting) setIsAwake(true)
    }
    const observer = new IntersectionObserver(wake, { rootMargin: '300px' })
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  useEffect(function retryWhenOnline() {
    const retry = () => setAttempt(nextAttempt)
    addEventListener('online', retry)
    return function stopRetrying() {
      removeEventListener('online', retry)
    }
  }, [])
  return (
    <div ref={box} className={className} data-map-door="">
      {isAwake ? (
        <Attempt attempt={attempt} failed={<Failed fallback={fallback} text={labels.failed} />}>
          <Suspense fallback={fallback}>
            <Loaded load={load} props={props} attempt={attempt} />
          </Suspense>
        </Attempt>
      ) : (
        fallback
      )}
    </div>
  )
}

function Loaded<P extends object>({
  load,
  props,
  attempt,
}: Pick<MapDoorProps<P>, 'load' | 'props'> & { attempt: number }) {
  const Found = useLazy(load, attempt)
  return <Found {...props} />
}

let attempts = 0

function nextAttempt() {
  return ++attempts
}

/** Outlives the suspended render, which forgets its hooks; a new attempt loads anew only after a failure. */
const loaded = new WeakMap<
  () => Promise<unknown>,
  { attempt: number; hasFailed: boolean; map: ComponentType<never> }
>()

function useLazy<P extends object>(load: () => Promise<ComponentType<P>>, attempt: number): ComponentType<P> {
  return useMemo(() => {
    const known = loaded.get(load)
    if (known && (!known.hasFailed || known.attempt === attempt)) return known.map as ComponentType<P>
    const entry = { attempt, hasFailed: false, map: lazy(importMap) as unknown as ComponentType<P> }
    async function importMap() {
      try {
        return { default: await load() }
      } catch (error) {
        entry.hasFailed = true
        throw error
      }
    }
    loaded.set(load, entry as never)
    return entry.map
  }, [load, attempt])
}

/** Catches the map's failure to load or to draw; forgets it at the next attempt. */
class Attempt extends Component<
  { attempt: number; failed: ReactNode; children: ReactNode },
  { failedAt: number | null }
> {
  override state = { failedAt: null as number | null }

  static getDerivedStateFromError() {
    return { failedAt: -1 }
  }

  override componentDidCatch(error: Error) {
    console.warn(error)
    this.setState({ failedAt: this.props.attempt })
  }

  override render() {
    const { failedAt } = this.state
    const hasFailed = failedAt === -1 || failedAt === this.props.attempt
    return hasFailed ? this.props.failed : this.props.children
  }
}

function Failed({ fallback, text }: { fallback: ReactNode; text: string }) {
  return (
    <>
      <p role="status" className="mb-2 text-sm text-ink-2">
        {text}
      </p>
      {fallback}
    </>
  )
}
