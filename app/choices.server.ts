import { localized } from '#app/domain/localized.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Space } from '#app/models/spaces.server.ts'
import type { Category } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'

/** The spaces and categories that forms and filters offer to choose from, in the reader's language. */
export function choicesOf(town: string, locale: Locale, spaces: Space[], categories: Category[]) {
  return {
    spaces: spaces.map((space) => ({
      id: space.id,
      slug: space.slug,
      name: localized(space, 'name', locale),
      geometry: space.geometry,
      href: paths.space(town, space.slug),
    })),
    categories: categories.map((category) => ({
      id: category.id,
      icon: category.icon,
      name: localized(category, 'name', locale),
    })),
  }
}
