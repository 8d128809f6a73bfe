import { z } from 'zod'

/**
 * A schema as OpenAPI writes it: 3.1 has today's JSON Schema, 3.0 an older one. What is named refers to itself under
 * `#/components/schemas/`.
 *
 * @param parts  takes the named ones
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  version: '3.0' | '3.1',
  parts: Record<string, object>,
): Record<string, unknown> {
  const target = version === '3.0' ? 'openapi-3.0' : 'draft-2020-12'
  const made = z.toJSONSchema(schema, { target, override: ({ jsonSchema }) => plain(jsonSchema) })
  const text = JSON.stringify(made).replace(/"#\/(\$defs|definitions)\//g, '"#/components/schemas/')
  const {
    $schema: _,
    $defs,
    definitions,
    ...rest
  } = JSON.parse(text) as Record<string, Record<string, object>>
  for (const [name, { $schema: __, id: ___, ...part }] of Object.entries({ ...$defs, ...definitions }) as [
    string,
    Record<string, unknown>,
  ][])
    parts[name] = part
  return rest
}

/** The checks behind "a moment" and "a whole number" would fill pages. */
function plain(schema: Record<string, unknown>) {
  if (schema.format === 'date-time' || schema.format === 'date') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}
