/**
 * The settings of `sekisho.yaml` as a tree to walk, made of the schema: for the printed defaults, the
 * manual page, the JSON Schema file and the search for a mistyped key. Never reads a file.
 */

import { z } from 'zod'
import { configSchema } from './schema.ts'

/** The part of JSON Schema that the configuration's schema uses. */
const nodeSchema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  const: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  /** Path of a setting that holds the same, so that the manual says it once. */
  sameAs: z.string().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional()
  },
  get items() {
    return nodeSchema.optional()
  },
  get oneOf() {
    return z.array(nodeSchema).optional()
  },
})

export type SettingNode = z.infer<typeof nodeSchema>

const publishedAs = 'sekisho.schema.json'

/** JSON Schema (draft 2020-12) of what may be written in `sekisho.yaml`. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $id: publishedAs,
    title: 'sekisho.yaml',
    ...z.toJSONSchema(configSchema, { io: 'input' }),
  }
}

let tree: SettingNode | undefined

/** The root of all settings. */
export function settingTree(): SettingNode {
  tree ??= nodeSchema.parse(configJsonSchema())
  return tree
}

function isMapValue(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of several forms, the one whose `kind` is the written one. */
function formOf(node: SettingNode, written: unknown): SettingNode {
  if (node.oneOf === undefined) return node
  const kind = isMapValue(written) ? written['kind'] : undefined
  return node.oneOf.find((form) => form.properties?.['kind']?.const === kind) ?? node
}

/** The keys that may stand in the map at `path` of a written configuration, in the order of the schema. */
export function knownKeys(path: readonly (string | number)[], written: unknown): readonly string[] {
  let node: SettingNode | undefined = settingTree()
  let value = written
  for (const step of path) {
    node = formOf(node, value)
    node = typeof step === 'number' ? node.items : node.properties?.[step]
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
    if (node === undefined) return []
  }
  return Object.keys(formOf(node, value).properties ?? {})
}
