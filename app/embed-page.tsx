import { type ReactNode, useEffect, useRef } from 'react'
import { textLang } from '#app/i18n/text-lang.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import { Container } from '#app/ui/container.tsx'

interface Props {
  title: string
  /** The page that this is a part of: it opens beside the other site. */
  href: string
  link: string
  children: ReactNode
}

/** What stands in a frame on another site: without the site's head and foot (base.css takes them away), links in new tabs. */
export function EmbedPage({ title, href, link, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const locale = useLocale()
  useEffect(function tellHeight() {
    if (window.parent === window) return
    const tell = () => {
      const height = Math.ceil(box.current!.getBoundingClientRect().bottom + window.scrollY)
      // Only how high it is: any site may know that.
      window.parent.postMessage({ type: 'sreda:height', height }, '*')
    }
    const observer = new ResizeObserver(tell)
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} data-embed="">
      <Container className="grid grid-cols-[minmax(0,1fr)] gap-4 py-4">
        <h1 className="text-2xl">
          <span lang={textLang(title, locale)}>{title}</span>
        </h1>
        {children}
        <p>
          <OutsideLink href={href} className="link inline-flex min-h-12 items-center">
            {link}
          </OutsideLink>
        </p>
      </Container>
    </div>
  )
}

/** In a frame there are no cookies: what one can do is done on the site itself. */
export function OutsideLink({
  href,
  className,
  children,
}: {
  href: string
  className?: string
  children: ReactNode
}) {
  return (
    <a href={href} target="_blank" rel="noopener" className={className}>
      {children}
    </a>
  )
}
