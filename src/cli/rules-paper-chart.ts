/** The chart of a pattern: one line for each kind of sender, to whom he has to ask and to those who stand in. */

import type { AcceptList, SenderRow } from '../people/rules.ts'
import { documentTexts } from '../text/document.ts'
import { ruleWords } from '../text/rule-words.ts'
import { html, type Html, nothing } from '../text/html.ts'
import type { Speaking } from './layout.ts'
import type { PaperPattern, PaperRow, RulesPaper } from './rules-paper.ts'

const arrowHead = 'M92 2 L100 6 L92 10 Z'

function arrow(label: string, isDashed: boolean): Html {
  const line = isDashed
    ? html`<path d="M0 6 H92" stroke="#111" stroke-width="1.6" stroke-dasharray="6 4" fill="none" />`
    : html`<path d="M0 6 H92" stroke="#111" stroke-width="1.6" fill="none" />`
  return html`<div class="arrow">
    ${label}<svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      ${line}
      <path d="${arrowHead}" fill="#111" />
    </svg>
  </div>`
}

function boxes(
  list: AcceptList,
  paper: RulesPaper,
  { pattern }: PaperPattern,
  { language, names }: Speaking,
): readonly Html[] {
  const texts = documentTexts[language]
  const context = { names, rolesOfTier: (tier: string) => pattern.tiers.get(tier) ?? [], pattern: pattern.id }
  return list.map((entry, index) => {
    const count = paper.namedBy(entry)
    const people =
      count === undefined || entry.kind === 'people' ? nothing : html`<small>${texts.people(count)}</small>`
    const or = index === 0 ? nothing : html`<div class="or">${texts.or}</div>`
    return html`${or}
      <div class="box">${ruleWords[language].entry(entry, context)}${people}</div>`
  })
}

function standIn(
  list: AcceptList,
  index: number,
  paper: RulesPaper,
  pattern: PaperPattern,
  speaking: Speaking,
): Html {
  const texts = documentTexts[speaking.language]
  // Each stand-in begins a line of its own below the approvers, so that a long chain fits the paper.
  return html`<div class="break"></div>
    <div class="indent"></div>
    ${arrow(texts.ifVacant, true)}
    <div class="asked vacant">
      <div class="label">${texts.standIn(index + 1)}</div>
      ${boxes(list, paper, pattern, speaking)}
    </div>`
}

function senderRoles(
  row: SenderRow,
  isFirst: boolean,
  { tiers }: PaperPattern,
  { language }: Speaking,
): string {
  const { everyRole, otherRoles } = documentTexts[language]
  if (row.tiers === '*') return isFirst ? everyRole : otherRoles
  const wanted = row.tiers
  const roles = tiers.flatMap(({ tier, roles: ofTier }) => (wanted.includes(tier) ? ofTier : []))
  return ruleWords[language].roles(roles)
}

function chain(row: PaperRow, paper: RulesPaper, pattern: PaperPattern, speaking: Speaking): Html {
  const { language } = speaking
  const texts = documentTexts[language]
  const sender = pattern.pattern.senders[row.index]
  if (sender === undefined) return nothing
  const { people, onStandIn, withoutApprover } = row.headcount
  return html`<div class="chain">
    <div class="sender">
      <b>${ruleWords[language].senders(sender.tiers, row.index === 0)}</b
      >${senderRoles(sender, row.index === 0, pattern, speaking)}<br />${texts.headcount(people, onStandIn, withoutApprover)}
    </div>
    ${arrow(texts.ask, false)}
    <div class="asked">${boxes(sender.accept, paper, pattern, speaking)}</div>
    ${sender.whenVacant.map((list, index) => standIn(list, index, paper, pattern, speaking))}
  </div>`
}

export function patternChart(pattern: PaperPattern, paper: RulesPaper, speaking: Speaking): Html {
  const texts = documentTexts[speaking.language]
  return html`<figure class="chart">
    ${pattern.rows.map((row) => chain(row, paper, pattern, speaking))}
    <figcaption>${texts.chartCaption(pattern.pattern.name)}</figcaption>
  </figure>`
}
