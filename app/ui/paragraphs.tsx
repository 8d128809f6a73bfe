/** The text of a document; a paragraph that begins with '## ' is a heading. */
export function Paragraphs({ texts }: { texts: string[] }) {
  return texts.map((text) =>
    text.startsWith('## ') ? (
      <h2 key={text} className="mt-4 text-xl font-semibold">
        {text.slice(3)}
      </h2>
    ) : (
      <p key={text}>{text}</p>
    ),
  )
}
