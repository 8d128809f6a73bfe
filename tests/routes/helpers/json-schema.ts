/** As much of JSON Schema as descriptions of our interfaces use. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  enum?: unknown[]
  anyOf?: Schema[]
}

/** What in a value is not as a schema of the description says: types, names, lists of words. */
export function faultsOf(value: unknown, schema: Schema, root: object, at = '$'): string[] {
  if (schema.$ref) {
    const part = schema.$ref
      .slice(2)
      .split('/')
      .reduce<Record<string, unknown>>(
        (node, key) => node[key] as Record<string, unknown>,
        root as Record<string, unknown>,
      )
    return faultsOf(value, part as Schema, root, at)
  }
  if (schema.anyOf) {
    const each = schema.anyOf.map((one) => faultsOf(value, one, root, at))
    return each.some((list) => list.length === 0) ? [] : each[0]!
  }
  if (schema.enum) return schema.enum.includes(value) ? [] : [`${at} is ${value}`]
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.some((type) => isOf(value, type))) return [`${at} is no ${schema.type}`]
  if (Array.isArray(value))
    return schema.items ? value.flatMap((one, i) => faultsOf(one, schema.items!, root, `${at}[${i}]`)) : []
  if (!types.includes('object') || value === null) return []
  const own = value as Record<string, unknown>
  const missing = (schema.required ?? [])
    .filter((key) => !(key in own))
    .map((key) => `${at}.${key} is missing`)
  const extra =
    schema.additionalProperties === false
      ? Object.keys(own)
          .filter((key) => !schema.properties?.[key])
          .map((key) => `${at}.${key} is not described`)
      : []
  return [
    ...missing,
    ...extra,
    ...Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
      key in own ? faultsOf(own[key], part, root, `${at}.${key}`) : [],
    ),
  ]
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
