/** `docs/conditions.md` and its Japanese edition: made of the list of conditions, so that neither lacks one. */

import { stringify } from 'yaml'
import { conditions } from '../src/policy/conditions/list.ts'
import type { AnyCondition } from '../src/policy/condition.ts'
import { conditionManual } from '../src/text/condition-manual.ts'
import { conditionManualPage } from '../src/text/condition-manual-page.ts'
import type { Language } from '../src/text/language.ts'

export const manualPages: Readonly<Record<Language, string>> = {
  en: 'docs/conditions.md',
  ja: 'docs/conditions.ja.md',
}

function yamlOf(condition: AnyCondition, language: Language): string {
  return condition.examples
    .map((example) => {
      const sentence = condition.describe(condition.schema.parse(example), language)
      const written = stringify([{ [condition.kind]: example }], {
        flowCollectionPadding: true,
        collectionStyle: 'flow',
        lineWidth: 0,
      })
      return `# ${sentence}\n${written.trim().replace(/^\[ (.*) \]$/s, '- $1')}`
    })
    .join('\n')
}

function sectionOf(condition: AnyCondition, language: Language): string {
  const manual = conditionManual[language][condition.kind]
  if (manual === undefined) throw new Error(`the manual says nothing about ${condition.kind}`)
  const page = conditionManualPage[language]
  const rows = Object.entries(manual.settings).map(([key, meaning]) => `| \`${key}\` | ${meaning} |`)
  const table = rows.length === 0 ? [] : [[page.tableHead, '| --- | --- |', ...rows].join('\n')]
  const needs = [
    ...new Set(
      condition.examples.flatMap((example) => condition.needs?.(condition.schema.parse(example)) ?? []),
    ),
  ]
  return [
    `## ${condition.kind}`,
    `${manual.about}${needs.map((need) => `${language === 'en' ? ' ' : ''}${page.needs[need]}`).join('')}`,
    ...table,
    `\`\`\`yaml\n${yamlOf(condition, language)}\n\`\`\``,
  ].join('\n\n')
}

export function conditionsManual(language: Language): string {
  const page = conditionManualPage[language]
  const contents = conditions.map(({ kind }) => `[${kind}](#${kind.toLowerCase()})`).join(' · ')
  return `${[page.head, contents, ...conditions.map((each) => sectionOf(each, language))].join('\n\n')}\n`
}
