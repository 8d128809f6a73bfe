import { Notice } from '#app/ui/notice.tsx'

/** A secret that is kept nowhere: to be copied now. */
export function ShownOnce({ label, text, value }: { label: string; text: string; value: string }) {
  return (
    <Notice tone="success" role="status" title={label}>
      <p>{text}</p>
      <p className="mt-2 [overflow-wrap:anywhere]">
        <code data-secret="" className="select-all">
          {value}
        </code>
      </p>
    </Notice>
  )
}
