/** The table of all settings in Markdown, from the schema; `docs/configuration.md` is made of it. */

import { type SettingNode, settingTree } from '../config/settings-tree.ts'

/** One setting that can be written, flattened out of the tree. */
export interface Setting {
  /** With `[]` for an item of a list, for example `listeners[].port`. */
  readonly path: string
  /** The form it belongs to, where a setting has several (`kind: outbox`). */
  readonly form: string | undefined
  readonly node: SettingNode
  readonly required: boolean
}

function below(node: SettingNode, path: string, form: string | undefined): Setting[] {
  const settings: Setting[] = []
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    if (child.const !== undefined) continue
    const childPath = path === '' ? key : `${path}.${key}`
    settings.push({ path: childPath, form, node: child, required: node.required?.includes(key) === true })
    if (child.sameAs !== undefined) continue
    settings.push(...below(child, childPath, form))
    if (child.items !== undefined) settings.push(...below(child.items, `${childPath}[]`, form))
    for (const one of child.oneOf ?? [])
      settings.push(...below(one, childPath, one.properties?.['kind']?.const))
  }
  return settings
}

/** All settings, in the order of the schema. */
export function allSettings(): readonly Setting[] {
  return below(settingTree(), '', undefined)
}

function typeOf(node: SettingNode): string {
  if (node.sameAs !== undefined) return `map, as \`${node.sameAs}\``
  if (node.oneOf !== undefined) {
    return `map, \`kind\`: ${node.oneOf.map((form) => `\`${form.properties?.['kind']?.const}\``).join(', ')}`
  }
  if (node.enum !== undefined) return node.enum.map((choice) => `\`${choice}\``).join(', ')
  if (node.type === 'array') return node.items?.type === 'object' ? 'list of maps' : 'list of texts'
  const plain: Readonly<Record<string, string>> = {
    object: 'map',
    string: 'text',
    integer: 'whole number',
    number: 'number',
    boolean: '`true`, `false`',
  }
  return plain[node.type ?? ''] ?? ''
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: SettingNode): string {
  const low =
    minimum !== undefined ? `≥ ${minimum}` : exclusiveMinimum !== undefined ? `> ${exclusiveMinimum}` : ''
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? '' : `≤ ${maximum}`
  const range = [low, high].filter((part) => part !== '').join(', ')
  return range === '' ? '' : ` (${range})`
}

function defaultOf({ node, required }: Setting): string {
  if (required) return 'required'
  if (node.type === 'object') return ''
  return node.default === undefined ? 'none' : `\`${JSON.stringify(node.default)}\``
}

/** One row for each setting. */
export function settingsTable(): string {
  const rows = allSettings().map((setting) => {
    const only = setting.form === undefined ? '' : `With \`kind: ${setting.form}\`. `
    const type = `${typeOf(setting.node)}${rangeOf(setting.node)}`
    return `| \`${setting.path}\` | ${type} | ${defaultOf(setting)} | ${only}${setting.node.description ?? ''} |`
  })
  return `${['| Setting | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')}\n`
}
