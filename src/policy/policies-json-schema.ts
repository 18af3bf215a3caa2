/** JSON Schema of `policies.yaml` for editors, made of the file's schema and of every condition's own. */

import { z } from 'zod'
import { conditions } from './conditions/list.ts'
import { documentOf } from './policies-schema.ts'

const publishedAs = 'policies.schema.json'

/** JSON Schema (draft 2020-12) of what may be written in `policies.yaml`. */
export function policiesJsonSchema(): Readonly<Record<string, unknown>> {
  const tree: z.ZodType = z.lazy(() => forms)
  const named = conditions.map(({ kind, schema, examples }) =>
    z.strictObject({ [kind]: schema }).meta({ examples: examples.map((example) => ({ [kind]: example })) }),
  )
  const forms = z
    .union([
      z.array(tree).min(1).meta({ description: 'All of these.' }),
      z.strictObject({ all: z.array(tree).min(1) }),
      z.strictObject({ any: z.array(tree).min(1) }),
      z.strictObject({ not: tree }),
      z.strictObject({ set: z.string() }).meta({ description: 'A named set of conditions.' }),
      ...named,
    ])
    .meta({ id: 'Conditions' })
  return {
    $id: publishedAs,
    title: 'policies.yaml',
    ...z.toJSONSchema(documentOf(tree), { io: 'input', unrepresentable: 'any' }),
  }
}
