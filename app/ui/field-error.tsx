import OctagonAlert from 'lucide-react/icons/octagon-alert'

/** What is wrong with a field, under it. Renders nothing when all is well. */
export function FieldError({ id, messages }: { id: string; messages: string[] }) {
  if (messages.length === 0) return null
  return (
    <div id={id} className="grid gap-1 text-sm font-[550] text-brick">
      {messages.map((message) => (
        <p key={message} className="flex gap-2">
          <OctagonAlert data-sign="" aria-hidden="true" className="mt-0.5 size-4.5 shrink-0" />
          <span>{message}</span>
        </p>
      ))}
    </div>
  )
}
