import Accessibility from 'lucide-react/icons/accessibility'
import Armchair from 'lucide-react/icons/armchair'
import BrushCleaning from 'lucide-react/icons/brush-cleaning'
import Drama from 'lucide-react/icons/drama'
import Footprints from 'lucide-react/icons/footprints'
import LampFloor from 'lucide-react/icons/lamp-floor'
import Landmark from 'lucide-react/icons/landmark'
import Shapes from 'lucide-react/icons/shapes'
import Store from 'lucide-react/icons/store'
import ToyBrick from 'lucide-react/icons/toy-brick'
import Trees from 'lucide-react/icons/trees'
import Volleyball from 'lucide-react/icons/volleyball'
import Waves from 'lucide-react/icons/waves'
import { cx } from '#app/ui/cx.ts'

const icons = new Map([
  ['greenery', Trees],
  ['lighting', LampFloor],
  ['seating', Armchair],
  ['play', ToyBrick],
  ['sport', Volleyball],
  ['paths', Footprints],
  ['water', Waves],
  ['heritage', Landmark],
  ['culture', Drama],
  ['trade', Store],
  ['accessibility', Accessibility],
  ['cleanliness', BrushCleaning],
])

/** The sign of a category. Decoration: the category's name stands beside it. A town's own category gets the common sign. */
export function CategoryIcon({ category, className }: { category: string; className?: string }) {
  const Icon = icons.get(category) ?? Shapes
  return <Icon aria-hidden="true" strokeWidth={1.75} className={cx('size-5 shrink-0', className)} />
}
