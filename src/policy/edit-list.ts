/**
 * Changes a named list in the text of a `policies.yaml`. All else stays to the letter wherever that can be done: comments, order
 * and the way it is written. Pure; whether the entries are right is for `read-policies.ts` to say.
 */

import { isDeepStrictEqual } from 'node:util'

import { isMap, isScalar, isSeq, parseDocument, stringify, type Document, type YAMLSeq } from 'yaml'

import { entryKey, listKinds, type ListKind } from './list-entry.ts'

export type ListEdit =
  /** All entries are replaced; a list that is not there is made. */
  | { readonly do: 'set'; readonly kind: ListKind | undefined; readonly entries: readonly string[] }
  | { readonly do: 'add' | 'remove'; readonly entries: readonly string[] }

export type ListEditing =
  | {
      readonly kind: 'edited'
      readonly yaml: string
      readonly added: readonly string[]
      readonly removed: readonly string[]
    }
  /** It says so already. */
  | { readonly kind: 'same' }
  | { readonly kind: 'unknown-list'; readonly known: readonly string[] }
  /** A new list needs to be told what it holds. */
  | { readonly kind: 'kind-missing' }
  | { readonly kind: 'other-kind'; readonly is: ListKind }
  /** A list has one entry at least. */
  | { readonly kind: 'would-be-empty' }

/** A list as it is written. */
export interface WrittenList {
  readonly name: string
  readonly kind: ListKind
  readonly entries: readonly string[]
}

/** The lists of a text without faults, in its order. */
export function listsIn(yaml: string): readonly WrittenList[] {
  return listsOf(parseDocument(yaml))
}

/** @param yaml a text without faults */
export function editList(yaml: string, name: string, edit: ListEdit): ListEditing {
  const document = parseDocument(yaml)
  const lists = listsOf(document)
  const list = lists.find((each) => each.name === name)
  const kind = list?.kind ?? (edit.do === 'set' ? edit.kind : undefined)
  if (list === undefined && edit.do !== 'set') {
    return { kind: 'unknown-list', known: lists.map((each) => each.name) }
  }
  if (kind === undefined) return { kind: 'kind-missing' }
  if (edit.do === 'set' && edit.kind !== undefined && edit.kind !== kind)
    return { kind: 'other-kind', is: kind }
  const before = list?.entries ?? []
  const after = entriesAfter(before, edit, (entry) => entryKey(kind, entry))
  if (after.length === 0) return { kind: 'would-be-empty' }
  const removed = without(before, after, kind)
  const added = without(after, before, kind)
  if (list !== undefined && removed.length === 0 && added.length === 0) return { kind: 'same' }
  return { kind: 'edited', yaml: written(document, yaml, name, kind, { added, removed }), added, removed }
}

function entriesAfter(
  before: readonly string[],
  edit: ListEdit,
  key: (entry: string) => string,
): readonly string[] {
  const once = (entries: readonly string[]): readonly string[] =>
    [...new Map(entries.toReversed().map((entry) => [key(entry), entry])).values()].toReversed()
  switch (edit.do) {
    case 'set':
      return once(edit.entries)
    case 'add':
      return once([...before, ...edit.entries])
    case 'remove': {
      const gone = new Set(edit.entries.map(key))
      return before.filter((entry) => !gone.has(key(entry)))
    }
  }
}

function without(entries: readonly string[], others: readonly string[], kind: ListKind): readonly string[] {
  const known = new Set(others.map((entry) => entryKey(kind, entry)))
  return entries.filter((entry) => !known.has(entryKey(kind, entry)))
}

function listsOf(document: Document): readonly WrittenList[] {
  const lists: unknown = document.get('lists')
  if (!isMap(lists)) return []
  return lists.items.flatMap(({ key, value }): WrittenList[] => {
    if (!isScalar(key) || !isMap(value)) return []
    const kind = listKinds.find((each) => value.has(each))
    const entries: unknown = kind === undefined ? undefined : value.get(kind)
    if (kind === undefined || !isSeq(entries)) return []
    return [{ name: String(key.value), kind, entries: entries.items.map(textOf) }]
  })
}

function textOf(item: unknown): string {
  return isScalar(item) ? String(item.source ?? item.value) : ''
}

interface Changes {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Puts only the list anew where that gives the same document, else writes the whole text again. */
function written(document: Document, yaml: string, name: string, kind: ListKind, changes: Changes): string {
  const path = ['lists', name, kind]
  const entries: unknown = document.getIn(path)
  const isNew = !isSeq(entries)
  if (isNew) document.setIn(path, document.createNode(changes.added))
  else change(document, entries, kind, changes)
  const piece = isNew ? inserted(document, yaml, name, kind, changes.added) : spliced(yaml, entries)
  const whole = document.toString({ lineWidth: 0, indentSeq: isIndented(yaml) })
  return piece !== undefined && saysTheSame(piece, whole) ? piece : whole
}

function change(document: Document, entries: YAMLSeq, kind: ListKind, { added, removed }: Changes): void {
  const gone = new Set(removed.map((entry) => entryKey(kind, entry)))
  entries.items = entries.items.filter((item) => !gone.has(entryKey(kind, textOf(item))))
  for (const entry of added) entries.add(document.createNode(entry))
}

/** The text with the entries of one list written anew in their place. */
function spliced(yaml: string, entries: YAMLSeq): string | undefined {
  if (!entries.range) return undefined
  const [start, end] = entries.range
  const indent = ' '.repeat(start - yaml.lastIndexOf('\n', start - 1) - 1)
  const { commentBefore } = entries
  // It stands in front of the place that is written anew.
  entries.commentBefore = null
  const isPadded = yaml[start + 1] === ' '
  const lines = stringify(entries, { lineWidth: 0, flowCollectionPadding: isPadded }).trimEnd().split('\n')
  entries.commentBefore = commentBefore ?? null
  const text = lines.map((line, index) => (index === 0 || line === '' ? line : indent + line)).join('\n')
  // What ends a block belongs to what follows.
  const tail = /\s*$/.exec(yaml.slice(start, end))?.[0] ?? ''
  return yaml.slice(0, start) + text + tail + yaml.slice(end)
}

/** The text with one list more: before the other lists, or with the first of them before the policies. */
function inserted(
  document: Document,
  yaml: string,
  name: string,
  kind: ListKind,
  entries: readonly string[],
): string | undefined {
  const lists: unknown = document.get('lists')
  const first = isMap(lists) && lists.range ? lists.range[0] : undefined
  const place = first ?? /^policies:/m.exec(yaml)?.index
  if (place === undefined) return undefined
  const lineStart = yaml.lastIndexOf('\n', place - 1) + 1
  const indent = yaml.slice(lineStart, place)
  if (indent.trim() !== '') return undefined
  const list = { [name]: { [kind]: entries } }
  const text = stringify(first === undefined ? { lists: list } : list, {
    lineWidth: 0,
    indentSeq: isIndented(yaml),
  })
  const lines = text.trimEnd().split('\n')
  return `${yaml.slice(0, lineStart)}${lines.map((line) => `${indent}${line}\n`).join('')}${yaml.slice(lineStart)}`
}

/** Whatever the order of keys. */
function saysTheSame(one: string, other: string): boolean {
  const parsed = parseDocument(one)
  return parsed.errors.length === 0 && isDeepStrictEqual(parsed.toJS(), parseDocument(other).toJS())
}

/** Items of a list stand further in than their key, as in most texts. */
function isIndented(yaml: string): boolean {
  return !/^( *)[^\s#-][^\n]*:[ \t]*\n\1- /m.test(yaml)
}
