/** The paper of the rules as one HTML file that needs nothing else: no script, no font, no picture from elsewhere. */

import type { Person } from '../people/person.ts'
import type { AcceptList, AllowOrReject, Exception, Rules } from '../people/rules.ts'
import { documentTexts, type DocumentTexts } from '../text/document.ts'
import type { Language } from '../text/language.ts'
import { ruleWords } from '../text/rule-words.ts'
import { html, Html, type HtmlPart, nothing } from '../text/html.ts'
import type { Speaking } from './layout.ts'
import { patternChart } from './rules-paper-chart.ts'
import { rulesPaperStyle } from './rules-paper-style.ts'
import type { PaperException, PaperPattern, RulesPaper } from './rules-paper.ts'
import { namesOf } from './rule-names.ts'
import { unitOf } from '../people/verdict-json.ts'

/** People named in one place; the others are counted. */
const membersNamed = 200
const sendersNamed = 20

interface Context extends Speaking {
  readonly texts: DocumentTexts
  readonly paper: RulesPaper
}

function answer(texts: DocumentTexts, setting: AllowOrReject): string {
  return texts.answers[setting]
}

function table(heads: readonly string[], rows: readonly (readonly HtmlPart[])[], name = ''): Html {
  return html`<table class="${name}">
    <thead>
      <tr>
        ${heads.map((head) => html`<th>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table>`
}

function facts({ paper, texts }: Context): Html {
  const { snapshot, day, senders } = paper
  const { rules, people, name } = snapshot
  const rows = [
    [texts.facts.day, day],
    [texts.facts.roster, `${name} (${snapshot.day})`],
    [texts.facts.people, texts.facts.peopleCount(people.length, senders)],
    [texts.facts.domains, rules.localDomains.join(', ')],
    [texts.facts.timezone, rules.timezone],
  ]
  return html`<table class="facts">
    <tbody>
      ${rows.map(
        ([head = '', cell = '']) =>
          html`<tr>
            <th>${head}</th>
            <td>${cell}</td>
          </tr> `,
      )}
    </tbody>
  </table>`
}

function judging({ paper, texts }: Context): Html {
  const { unknownSender, unmatchedSender, noApprover } = paper.snapshot.rules
  const steps = texts.judging({
    unknownSender: answer(texts, unknownSender),
    unmatchedSender: answer(texts, unmatchedSender),
    noApprover: answer(texts, noApprover),
  })
  return html`<ol class="steps">
    ${steps.map((step) => html`<li>${step}</li> `)}
  </ol>`
}

function codes({ paper, texts, language }: Context): Html {
  const { layout } = paper.snapshot.rules
  const key = ruleWords[language].key
  const rows = [
    ...layout.units.map((unit, level) => [
      key(unit.key) === unit.key ? unit.key : `${key(unit.key)} (${unit.key})`,
      unit.column,
      texts.level(level + 1),
    ]),
    [key('role') === 'role' ? 'role' : `${key('role')} (role)`, layout.columns.role, texts.roleRow],
    ...layout.attributes.map((attribute) => [attribute.key, attribute.column, texts.attribute]),
  ]
  return html`<p>${texts.codesLead}</p>
    ${table(texts.codeHeads, rows)}`
}

function patternHeading({ pattern }: PaperPattern): string {
  return pattern.name === pattern.id ? pattern.id : `${pattern.id}: ${pattern.name}`
}

function overview({ paper, texts, language, names }: Context): Html {
  const rows = paper.patterns.map((one, index) => [
    String(index + 1),
    patternHeading(one),
    ruleWords[language].matcher(one.pattern.when, names),
    html`<span class="number">${texts.people(one.headcount.people)}</span>`,
  ])
  const { unmatchedSender } = paper.snapshot.rules
  const rest =
    paper.inNoPattern === 0
      ? nothing
      : html`<p class="warning">${texts.inNoPattern(paper.inNoPattern, answer(texts, unmatchedSender))}</p>`
  return html`<p>${texts.patternsLead}</p>
    ${table(texts.patternHeads, rows)}${rest}`
}

function patternSection(one: PaperPattern, context: Context): Html {
  const { texts, language, names, paper } = context
  const words = ruleWords[language]
  const tiers =
    one.tiers.length === 0
      ? html`<p>${texts.noTiers}</p>`
      : table(
          texts.tierHeads,
          one.tiers.map(({ tier, roles, holders }) => [
            words.tier(tier),
            roles.join(', '),
            texts.holders(holders),
          ]),
        )
  const rest =
    one.inNoRow === 0
      ? nothing
      : html`<p class="warning">
          ${texts.inNoRow(one.inNoRow, answer(texts, paper.snapshot.rules.unmatchedSender))}
        </p>`
  return html`<section class="pattern">
    <h3>${patternHeading(one)}</h3>
    <p><b>${texts.covers}:</b> ${words.matcher(one.pattern.when, names)}</p>
    <h4>${texts.tiers}</h4>
    ${tiers}
    <h4>${texts.chart}</h4>
    ${patternChart(one, paper, context)}${rest}
  </section>`
}

/** Entries as a list in words; `tier` in an exception is looked up in each sender's own pattern, so no roles stand here. */
function entries(list: AcceptList, { language, names, texts, paper }: Context): Html {
  const context = { names, rolesOfTier: () => undefined, pattern: undefined }
  const items = list.map((entry) => {
    const count = paper.namedBy(entry)
    const people = count === undefined || entry.kind === 'people' ? '' : ` (${texts.people(count)})`
    return html`<li>${ruleWords[language].entry(entry, context)}${people}</li>`
  })
  return html`<ul class="dash">
    ${items}
  </ul>`
}

function standIns(whenVacant: readonly AcceptList[], context: Context): readonly Html[] {
  const { texts } = context
  return whenVacant.map(
    (list, index) =>
      html`<p>${texts.standIn(index + 1)} (${texts.ifVacant}):</p>
        ${entries(list, context)}`,
  )
}

function period({ from, until }: Exception, texts: DocumentTexts): string {
  if (from !== undefined && until !== undefined) return texts.between(from, until)
  if (from !== undefined) return texts.from(from)
  return until === undefined ? texts.always : texts.until(until)
}

function namesOfPeople(people: readonly Person[], most: number, texts: DocumentTexts): string {
  const named = people.slice(0, most).map(({ name, employee }) => texts.person(name, employee))
  const rest = people.length - named.length
  return [...named, ...(rest > 0 ? [texts.moreMembers(rest)] : [])].join(', ')
}

function exceptionRow({ exception, status, senders }: PaperException, context: Context): readonly HtmlPart[] {
  const { texts, language, names } = context
  const { decides, also } = exception
  const says = [
    ...(decides?.kind === 'exempt' ? [html`<p>${texts.saysExempt}</p>`] : []),
    ...(decides?.kind === 'accept'
      ? [
          html`<p>${texts.saysAccept}</p>
            ${entries(decides.accept, context)}`,
          ...standIns(decides.whenVacant, context),
        ]
      : []),
    ...(also.length === 0
      ? []
      : [
          html`<p>${texts.saysAlso}</p>
            ${entries(also, context)}`,
        ]),
  ]
  const few = senders.length > 0 && senders.length <= 5
  const whom = few ? namesOfPeople(senders, sendersNamed, texts) : texts.forWhom(senders.length)
  return [
    exception.id,
    html`${ruleWords[language].matcher(exception.who, names)}<br /><span class="note">${whom}</span>`,
    html`${period(exception, texts)}<br /><span class="status ${status}">${texts.status[status]}</span>`,
    says,
  ]
}

function exceptions(context: Context): Html {
  const { paper, texts } = context
  if (paper.exceptions.length === 0) return html`<p>${texts.none}</p>`
  const rows = paper.exceptions.map((exception) => exceptionRow(exception, context))
  return html`<p>${texts.exceptionsLead}</p>
    ${table(texts.exceptionHeads, rows)}`
}

function exempt({ paper, texts, language, names }: Context): Html {
  if (paper.exempt.length === 0) return html`<p>${texts.none}</p>`
  const rows = paper.exempt.map(({ matcher, senders }) => [
    ruleWords[language].matcher(matcher, names),
    html`${texts.people(senders.length)}<br /><span class="note"
        >${namesOfPeople(senders, sendersNamed, texts)}</span
      >`,
  ])
  return html`<p>${texts.exemptLead}</p>
    ${table(texts.exemptHeads, rows)}`
}

function mailboxes(context: Context): Html {
  const { paper, texts } = context
  const { mailboxes: all } = paper.snapshot.rules
  if (all.length === 0) return html`<p>${texts.none}</p>`
  const rows = all.map((mailbox) => [
    html`<ul class="plain">
      ${mailbox.addresses.map((address) => html`<li>${address}</li>`)}
    </ul>`,
    mailbox.kind === 'exempt'
      ? texts.saysExempt
      : html`<p>${texts.anyOf}:</p>
          ${entries(mailbox.accept, context)}`,
  ])
  return html`<p>${texts.mailboxesLead}</p>
    ${table(texts.mailboxHeads, rows)}`
}

function groups({ paper, texts, language, names }: Context): Html {
  if (paper.groups.length === 0) return html`<p>${texts.none}</p>`
  const sections = paper.groups.map(({ name, members }) => {
    const matchers = paper.snapshot.rules.groups.get(name) ?? []
    const who = matchers.map((matcher) => ruleWords[language].matcher(matcher, names)).join(` ${texts.or} `)
    const rows = members
      .slice(0, membersNamed)
      .map((person) => [person.employee, person.name, unitOf(person.main), person.main.role])
    const rest = members.length - rows.length
    return html`<h3>${texts.groupTitle(name, members.length)}</h3>
      <p>${who}</p>
      ${table(texts.memberHeads, rows)}${rest > 0 ? html`<p>${texts.moreMembers(rest)}</p>` : nothing}`
  })
  return html`<p>${texts.groupsLead}</p>
    ${sections}`
}

function signatures({ paper, texts }: Context): Html {
  const [name, date, seal] = texts.signatureFields
  const line = (label: string) =>
    texts.signatureRoles.map(() => html`<td><span class="note">${label}</span></td>`)
  return html`<p>${texts.signaturesLead(paper.day)}</p>
    <table>
      <thead>
        <tr>
          ${texts.signatureRoles.map((role) => html`<th>${role}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr class="name">
          ${line(name)}
        </tr>
        <tr class="name">
          ${line(date)}
        </tr>
        <tr>
          ${line(seal)}
        </tr>
      </tbody>
    </table>`
}

function chapterList(
  context: Context,
  rules: Rules,
): readonly { id: keyof DocumentTexts['chapters']; body: Html }[] {
  return [
    { id: 'judging', body: judging(context) },
    { id: 'codes', body: codes(context) },
    {
      id: 'patterns',
      body: html`${overview(context)}${context.paper.patterns.map((one) => patternSection(one, context))}`,
    },
    { id: 'exceptions', body: exceptions(context) },
    { id: 'exempt', body: exempt(context) },
    { id: 'mailboxes', body: mailboxes(context) },
    ...(rules.groups.size === 0 ? [] : [{ id: 'groups' as const, body: groups(context) }]),
    { id: 'signatures', body: signatures(context) },
  ]
}

/** The whole file. */
export function rulesPaperHtml(paper: RulesPaper, language: Language): string {
  const texts = documentTexts[language]
  const { snapshot, day } = paper
  const context: Context = { snapshot, language, names: namesOf(snapshot), texts, paper }
  const chapters = chapterList(context, snapshot.rules)
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${texts.title} (${day})</title>
        <style>
          ${new Html(rulesPaperStyle)}
        </style>
      </head>
      <body>
        <h1>${texts.title}</h1>
        <p class="lead">${texts.lead}</p>
        ${facts(context)}
        <nav class="contents">
          <h4>${texts.contents}</h4>
          <ol>
            ${chapters.map(({ id }) => html`<li><a href="#${id}">${texts.chapters[id]}</a></li>`)}
          </ol>
        </nav>
        ${chapters.map(
          ({ id, body }, index) =>
            html`<section class="${id}" id="${id}">
              <h2>${index + 1}. ${texts.chapters[id]}</h2>
              ${body}
            </section> `,
        )}
        <footer>${texts.made(snapshot.name, day)}</footer>
      </body>
    </html> `
  return page.markup
}
