import { FILL, type Paint } from '#app/ui/charts/patterns.ts'

export interface RadarSeries {
  key: string
  title: string
  paint: Paint
  /** One for each axis; null where nothing is known. */
  values: readonly (number | null)[]
}

export type RadarProps = {
  axes: readonly string[]
  /** What the middle and the rim stand for. */
  min: number
  max: number
  series: readonly RadarSeries[]
  className?: string
}

const [WIDTH, HEIGHT, RADIUS] = [500, 420, 145]
const MIDDLE = { x: WIDTH / 2, y: HEIGHT / 2 }
/** Lines are told apart by how they are drawn, too. */
const DASHES = ['', '9 5', '2 5', '12 4 2 4']
const LINE_HEIGHT = 18

/** Rays from one middle, a line round them for each series. Its numbers stand in a table: for a screen reader it is not there. */
export function Radar({ axes, min, max, series, className }: RadarProps) {
  const rings = Array.from({ length: max - min }, (_, i) => min + i + 1)
  const at = (axis: number, value: number) => pointAt(axis / axes.length, (value - min) / (max - min))
  const ring = (value: number) =>
    axes
      .map((_, i) => at(i, value))
      .map(textOf)
      .join(' ')
  return (
    <div className={className}>
      <svg
        aria-hidden="true"
        focusable="false"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full overflow-visible"
      >
        {rings.map((value) => (
          <polygon key={value} points={ring(value)} fill="none" stroke="var(--line)" />
        ))}
        {axes.map((title, i) => {
          const end = at(i, max)
          return (
            <g key={title}>
              <line x1={MIDDLE.x} y1={MIDDLE.y} x2={end.x} y2={end.y} stroke="var(--line)" />
              <AxisTitle title={title} share={i / axes.length} />
            </g>
          )
        })}
        {series.map(({ key, paint, values }, i) => (
          <Line
            key={key}
            points={values.map((value, axis) => (value === null ? null : at(axis, value)))}
            colour={FILL[paint]}
            dash={DASHES[i % DASHES.length]!}
          />
        ))}
        {[min, max].map((value) => {
          const { x, y } = at(0, value)
          return (
            <text key={value} x={x + 5} y={y + 4} fontSize="14" fill="var(--ink-2)">
              {value}
            </text>
          )
        })}
      </svg>
      <ul className="mt-2 flex flex-wrap justify-center gap-x-6 gap-y-1">
        {series.map(({ key, title, paint }, i) => (
          <li key={key} className="flex items-center gap-2">
            <svg aria-hidden="true" focusable="false" width="34" height="12">
              <line
                x1="1"
                x2="33"
                y1="6"
                y2="6"
                stroke={FILL[paint]}
                strokeWidth="3"
                strokeDasharray={DASHES[i % DASHES.length]}
              />
            </svg>
            {title}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface Point {
  x: number
  y: number
}

/** @param turn  0 is upwards, clockwise to 1; @param share  0 in the middle, 1 at the rim */
function pointAt(turn: number, share: number, more = 0): Point {
  const angle = turn * 2 * Math.PI
  const radius = RADIUS * share + more
  return {
    x: Math.round((MIDDLE.x + Math.sin(angle) * radius) * 10) / 10,
    y: Math.round((MIDDLE.y - Math.cos(angle) * radius) * 10) / 10,
  }
}

const textOf = ({ x, y }: Point) => `${x},${y}`

function Line({ points, colour, dash }: { points: (Point | null)[]; colour: string; dash: string }) {
  const known = points.filter((point) => point !== null)
  const isWhole = known.length === points.length && points.length > 2
  const look = { stroke: colour, strokeWidth: 3, strokeDasharray: dash || undefined, fill: 'none' }
  return (
    <g>
      {isWhole && <polygon points={known.map(textOf).join(' ')} fill={colour} fillOpacity="0.08" />}
      {isWhole && <polygon points={known.map(textOf).join(' ')} {...look} strokeLinejoin="round" />}
      {known.map((point) => (
        <circle key={textOf(point)} cx={point.x} cy={point.y} r="4.5" fill={colour} stroke="var(--surface)" />
      ))}
    </g>
  )
}

/** Beside the end of its ray, in up to three lines. */
function AxisTitle({ title, share }: { title: string; share: number }) {
  const { x, y } = pointAt(share, 1, 11)
  const side = Math.sin(share * 2 * Math.PI)
  const lines = linesOf(title)
  const anchor = side > 0.1 ? 'start' : side < -0.1 ? 'end' : 'middle'
  const isTop = y < MIDDLE.y - RADIUS
  const first = isTop ? y - (lines.length - 1) * LINE_HEIGHT : y + 5 - ((lines.length - 1) * LINE_HEIGHT) / 2
  const isBottom = y > MIDDLE.y + RADIUS
  return (
    <text x={x} textAnchor={anchor} fontSize="16" fill="var(--ink)">
      {lines.map((line, i) => (
        <tspan key={line} x={x} y={(isBottom ? y + 12 : first) + i * LINE_HEIGHT}>
          {line}
        </tspan>
      ))}
    </text>
  )
}

function linesOf(title: string): string[] {
  const lines: string[] = []
  for (const word of title.split(' ')) {
    const last = lines.at(-1)
    // A short word begins the line of the next.
    if (last !== undefined && (last.length <= 2 || last.length + word.length < 13))
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
