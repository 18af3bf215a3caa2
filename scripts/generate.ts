/**
 * `npm run generate`: renews what is made of the schemas of configuration and policies and of the list of conditions, so that
 * manual and editors keep up with them.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { settingsTable } from '../src/cli/config-table.ts'
import { configJsonSchema } from '../src/config/settings-tree.ts'
import { policiesJsonSchema } from '../src/policy/policies-json-schema.ts'
import { conditionsManual, manualPages } from './conditions-manual.ts'

const manual = 'docs/configuration.md'
const schema = 'schema/sekisho.schema.json'
const policySchema = 'schema/policies.schema.json'

writeFileSync(schema, `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`)
writeFileSync(policySchema, `${JSON.stringify(policiesJsonSchema(), undefined, 2)}\n`)

const text = readFileSync(manual, 'utf8')
const start = text.indexOf('| Setting | Type | Default | Meaning |')
if (start === -1) throw new Error(`${manual} has no table of settings to renew.`)
const end = text.indexOf('\n\n', start)
const behind = end === -1 ? '' : text.slice(end + 1)
writeFileSync(manual, `${text.slice(0, start)}${settingsTable()}${behind}`)

for (const language of ['en', 'ja'] as const) {
  writeFileSync(manualPages[language], conditionsManual(language))
}

console.log(`Renewed ${schema}, ${policySchema}, ${manual} and the manual of conditions.`)
