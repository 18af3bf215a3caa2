/**
 * Writes rules as an administrator might: block or flow style, plain or quoted, one code or a list
 * of one, with remarks. Owns no reading.
 */

import type { AcceptEntry, AcceptList, Matcher, Rules, Wanted } from '../../src/people/rules.ts'
import type { Choose } from './choose.ts'
import { anyCase } from './choose.ts'

/** What YAML's failsafe schema knows. */
type Node = string | readonly Node[] | { readonly [key: string]: Node }

function scalar(value: string, choose: Choose): string {
  if (/^[\w][\w.@/]*(-[\w.@]+)*$/.test(value) && choose(2) === 0) return value
  return choose(2) === 0 ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)
}

function flow(node: Node, choose: Choose): string {
  if (typeof node === 'string') return scalar(node, choose)
  if (isList(node)) return `[${node.map((each) => flow(each, choose)).join(', ')}]`
  return `{ ${Object.entries(node)
    .map(([key, value]) => `${key}: ${flow(value, choose)}`)
    .join(', ')} }`
}

function isList(node: Node): node is readonly Node[] {
  return Array.isArray(node)
}

/** Lines in block style, down to a depth where the writer had enough of it. */
function block(node: Node, choose: Choose): readonly string[] {
  if (typeof node === 'string' || Object.keys(node).length === 0 || choose(3) === 0) {
    return [flow(node, choose)]
  }
  const comment = choose(8) === 0 ? ['# 注記'] : []
  if (isList(node)) {
    return node.flatMap((each) => {
      const [first = '', ...rest] = block(each, choose).filter((line) => !line.startsWith('#'))
      return [...comment, `- ${first}`, ...rest.map((line) => `  ${line}`)]
    })
  }
  return Object.entries(node).flatMap(([key, value]) => {
    const lines = block(value, choose)
    const [only] = lines
    if (lines.length === 1 && only !== undefined && !/^- |^\w+:/.test(only)) {
      return comment.concat(`${key}: ${only}`)
    }
    return comment.concat(
      `${key}:`,
      lines.map((line) => `  ${line}`),
    )
  })
}

function wantedNode(wanted: Wanted, choose: Choose): Node {
  if (wanted.kind === 'any') return '*'
  if (wanted.kind === 'blank') return '-'
  if (wanted.kind === 'present') return '+'
  return oneOrList(wanted.codes, choose)
}

function oneOrList(values: readonly string[], choose: Choose): Node {
  const [only] = values
  return values.length === 1 && only !== undefined && choose(2) === 0 ? only : values
}

function matcherNode(matcher: Matcher, choose: Choose): Node {
  return Object.fromEntries(matcher.map(({ key, wanted }) => [key, wantedNode(wanted, choose)]))
}

function entryNode(entry: AcceptEntry, choose: Choose): Node {
  if (entry.kind === 'people') return { people: entry.employees }
  if (entry.kind === 'group') return { group: oneOrList(entry.groups, choose) }
  if (entry.kind === 'attribute') return { attribute: entry.attribute }
  if (entry.kind === 'matcher') return matcherNode(entry.matcher, choose)
  return {
    same: entry.same,
    ...('roles' in entry.by
      ? { role: oneOrList(entry.by.roles, choose) }
      : { tier: oneOrList(entry.by.tiers, choose) }),
    ...(entry.samePattern ? { samePattern: 'true' } : {}),
  }
}

/** A map without its empty lists, which say nothing. */
function withoutEmpty(node: { readonly [key: string]: Node | undefined }): Node {
  return Object.fromEntries(
    Object.entries(node).filter(
      (entry): entry is [string, Node] =>
        entry[1] !== undefined && !(Array.isArray(entry[1]) && entry[1].length === 0),
    ),
  )
}

/** `encoding` is what the rules say of the dump. */
export function writeRules(rules: Rules, encoding: string, choose: Choose): string {
  const { columns, units, attributes } = rules.layout
  const list = (entries: AcceptList): Node => entries.map((entry) => entryNode(entry, choose))
  const lists = (all: readonly AcceptList[]): Node => all.map(list)
  const root = withoutEmpty({
    version: '1',
    timezone: rules.timezone,
    local_domains: rules.localDomains,
    hr: {
      encoding,
      columns: withoutEmpty({ ...columns }),
      units: units.map(({ key, column, name }) => withoutEmpty({ key, column, name })),
      attributes: Object.fromEntries(attributes.map(({ key, column }) => [key, column])),
    },
    groups: Object.fromEntries(
      [...rules.groups].map(([name, matchers]) => {
        const nodes = matchers.map((matcher) => matcherNode(matcher, choose))
        const [only] = nodes
        return [name, nodes.length === 1 && only !== undefined && choose(2) === 0 ? only : nodes]
      }),
    ),
    mailboxes: rules.mailboxes.map((mailbox) => ({
      addresses: mailbox.addresses.map((address) => anyCase(address, choose)),
      ...(mailbox.kind === 'exempt' ? { exempt: 'true' } : { accept: list(mailbox.accept) }),
    })),
    exempt: rules.exempt.map((matcher) => matcherNode(matcher, choose)),
    exceptions: rules.exceptions.map(({ id, who, from, until, decides, also }) =>
      withoutEmpty({
        id,
        who: matcherNode(who, choose),
        from,
        until,
        exempt: decides?.kind === 'exempt' ? 'true' : undefined,
        accept: decides?.kind === 'accept' ? list(decides.accept) : undefined,
        whenVacant: decides?.kind === 'accept' ? lists(decides.whenVacant) : undefined,
        also: list(also),
      }),
    ),
    patterns: rules.patterns.map(({ id, name, when, tiers, senders }) => ({
      id,
      name,
      when: matcherNode(when, choose),
      tiers: Object.fromEntries(tiers),
      senders: senders.map((row) =>
        withoutEmpty({
          tier: row.tiers === '*' ? '*' : oneOrList(row.tiers, choose),
          accept: list(row.accept),
          whenVacant: lists(row.whenVacant),
        }),
      ),
    })),
    unmatchedSender: rules.unmatchedSender,
    unknownSender: rules.unknownSender,
    noApprover: rules.noApprover,
  })
  return `${block(root, choose).join('\n')}\n`
}
