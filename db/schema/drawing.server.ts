import { kit } from '../columns.server.ts'
import { towns } from './towns.server.ts'

const { text, json, instant, table, foreignKey } = kit

/** The coordinates that a town's designers draw in; `DrawingSystem` of `#app/domain/drawing/system.ts`. No row: UTM. */
export const drawingSystems = table(
  'drawing_systems',
  {
    townId: text('town_id').primaryKey(),
    system: json('system')
      .$type<
        | { kind: 'epsg'; code: number }
        | { kind: 'text'; text: string }
        | { kind: 'points'; pairs: { lng: number; lat: number; east: number; north: number }[] }
      >()
      .notNull(),
    axes: text('axes').$type<'east-north' | 'north-east'>().notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [foreignKey({ name: 'drawing_systems_town_fk', columns: [t.townId], foreignColumns: [towns.id] })],
)
