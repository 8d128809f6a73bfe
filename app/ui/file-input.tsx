import ImagePlus from 'lucide-react/icons/image-plus'
import { type ChangeEvent, type InputHTMLAttributes, useEffect, useRef, useState } from 'react'
import { cx } from '#app/ui/cx.ts'
import { useFieldWiring } from '#app/ui/field.tsx'

export type FileInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  /** What the tile says: "Choose photos or drop them here". */
  prompt: string
  /** The button that empties the choice; shown once scripts run and something is chosen. */
  clearLabel?: string
  /** The alt of a preview, from the file's name. */
  previewAlt?: (fileName: string) => string
}

type Preview = { name: string; url: string }

/** A photo picker: the browser's own file input over a large tile, with previews once scripts run. */
export function FileInput({ prompt, clearLabel, previewAlt, className, onChange, ...rest }: FileInputProps) {
  const wiring = useFieldWiring(rest)
  const input = useRef<HTMLInputElement>(null)
  const [previews, setPreviews] = useState<Preview[]>([])
  useEffect(
    function holdPreviews() {
      return function releasePreviews() {
        for (const preview of previews) URL.revokeObjectURL(preview.url)
      }
    },
    [previews],
  )
  function show(event: ChangeEvent<HTMLInputElement>) {
    // First, for it may hand some of the files on.
    onChange?.(event)
    const images = [...(event.target.files ?? [])].filter((file) => file.type.startsWith('image/'))
    setPreviews(images.map((file) => ({ name: file.name, url: URL.createObjectURL(file) })))
  }
  function clear() {
    if (!input.current) return
    input.current.value = ''
    input.current.dispatchEvent(new Event('change', { bubbles: true }))
    input.current.focus()
  }
  return (
    <div className={cx('grid gap-3', className)}>
      <div className="relative grid min-h-32 place-items-center gap-2 rounded-lg border border-dashed border-line-strong bg-surface p-5 text-center transition-colors duration-150 focus-within:border-solid hover:border-ink hover:bg-surface-2">
        <span className="grid justify-items-center gap-2 text-ink-2">
          <ImagePlus data-sign="" aria-hidden="true" strokeWidth={1.5} className="size-8 text-accent" />
          <span aria-hidden="true">{prompt}</span>
        </span>
        <input
          accept="image/*"
          {...rest}
          {...wiring}
          ref={input}
          type="file"
          onChange={show}
          className="w-full max-w-sm cursor-pointer rounded-md text-center text-sm text-ink-2 after:absolute after:inset-0 file:mr-3 file:min-h-10 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-line-strong file:bg-surface file:px-3.5 file:font-[550] file:text-ink"
        />
      </div>
      {previews.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          {previews.map((preview) => (
            <img
              key={preview.url}
              src={preview.url}
              alt={previewAlt?.(preview.name) ?? preview.name}
              className="size-24 rounded-md border border-line object-cover"
            />
          ))}
          {clearLabel && (
            <button type="button" onClick={clear} className="link min-h-12 px-2 text-sm">
              {clearLabel}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
