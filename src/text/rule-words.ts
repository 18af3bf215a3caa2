/** Matchers, tiers and accept entries of the rules in words: what `explain` and the paper of the rules share. */

import type { AcceptEntry, Condition, Matcher, Wanted } from '../people/rules.ts'
import type { InBothLanguages } from './language.ts'

/** Names for what the rules hold as codes and numbers; `undefined` where there is none. */
export interface Names {
  /** Of a unit code at a level. */
  readonly unit: (key: string, code: string) => string | undefined
  readonly person: (employee: string) => string | undefined
  /** Whether he is in the dump, and can be reached: who has no address approves nothing. */
  readonly standing: (employee: string) => 'present' | 'without-address' | 'absent'
}

/** What the words of an entry depend on besides itself. */
export interface EntryContext {
  readonly names: Names
  /** Role codes of a tier of the sender's pattern; `undefined` where the pattern is not one and the same. */
  readonly rolesOfTier: (tier: string) => readonly string[] | undefined
  /** The sender's pattern, for `samePattern`. */
  readonly pattern: string | undefined
}

export interface RuleWords {
  /** A unit key, an attribute, `role`, `employee` or `email`. */
  readonly key: (key: string) => string
  readonly condition: (condition: Condition, names: Names) => string
  /** All conditions; `""` values are left out as they ask nothing. */
  readonly matcher: (matcher: Matcher, names: Names) => string
  readonly tier: (tier: string) => string
  readonly tierWithRoles: (tier: string, roles: readonly string[]) => string
  readonly roles: (roles: readonly string[]) => string
  /** The senders of a row; `'*'` is everybody, or everybody else where it is not the first row. */
  readonly senders: (tiers: '*' | readonly string[], isFirst: boolean) => string
  /** Whom an entry names. */
  readonly entry: (entry: AcceptEntry, context: EntryContext) => string
}

function asksSomething({ wanted }: Condition): boolean {
  return wanted.kind !== 'any'
}

function named(name: string | undefined, code: string): string {
  return name === undefined || name === '' ? code : `${code} (${name})`
}

/** A code with the name it has, if its key gives codes a name at all. */
function codeWithName(key: string, code: string, names: Names): string {
  return named(key === 'employee' ? names.person(code) : names.unit(key, code), code)
}

function codesOf(key: string, wanted: Extract<Wanted, { kind: 'codes' }>, names: Names): readonly string[] {
  return wanted.codes.map((code) => codeWithName(key, code, names))
}

function joinEnglish(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

function englishCondition({ key, wanted }: Condition, names: Names): string {
  switch (wanted.kind) {
    case 'codes':
      return `${key} is ${joinEnglish(codesOf(key, wanted, names), 'or')}`
    case 'blank':
      return `${key} is blank`
    case 'present':
      return `${key} is not blank`
    case 'any':
      return `${key} is not looked at`
  }
}

function englishMatcher(matcher: Matcher, names: Names): string {
  const conditions = matcher.filter(asksSomething).map((condition) => englishCondition(condition, names))
  return conditions.length === 0 ? 'any post' : joinEnglish(conditions, 'and')
}

function englishRoles(roles: readonly string[]): string {
  return roles.length === 0 ? 'no role' : `role ${joinEnglish(roles, 'or')}`
}

function englishTier(tier: string, roles: readonly string[] | undefined): string {
  return roles === undefined
    ? `tier ${tier} of the sender's own pattern`
    : `tier ${tier} (${englishRoles(roles)})`
}

function englishPerson(employee: string, names: Names): string {
  const notes = {
    present: '',
    'without-address': ' [has no mail address]',
    absent: ' [not in the staff list]',
  }
  return `${named(names.person(employee), employee)}${notes[names.standing(employee)]}`
}

function englishEntry(entry: AcceptEntry, { names, rolesOfTier, pattern }: EntryContext): string {
  switch (entry.kind) {
    case 'same': {
      const who =
        'roles' in entry.by
          ? `whoever holds ${englishRoles(entry.by.roles)}`
          : joinEnglish(
              entry.by.tiers.map((tier) => englishTier(tier, rolesOfTier(tier))),
              'or',
            )
      const where =
        entry.same.length === 0
          ? 'anywhere in the company'
          : `with the same ${joinEnglish(entry.same, 'and')} as the sender`
      const within = entry.samePattern
        ? `, on a post of the same pattern${pattern === undefined ? '' : ` (${pattern})`}`
        : ''
      return `${who} ${where}${within}`
    }
    case 'people':
      return `these people: ${entry.employees.map((employee) => englishPerson(employee, names)).join(', ')}`
    case 'group':
      return `the members of the group ${joinEnglish(entry.groups, 'or')}`
    case 'attribute':
      return `the people whose employee numbers stand in "${entry.attribute}" of the sender's main post`
    case 'matcher':
      return `whoever has a post where ${englishMatcher(entry.matcher, names)}`
  }
}

const japaneseKeys: Readonly<Record<string, string>> = {
  bureau: '局所',
  department: '部',
  section: '課',
  team: '係',
  role: '役職',
  employee: '社員番号',
  email: 'メールアドレス',
}

const japaneseTiers: Readonly<Record<string, string>> = {
  supervisor: '上司',
  special: '特別上司',
  middle: '中間管理職',
  subordinate: '部下',
  staff: '部下',
}

function japaneseKey(key: string): string {
  const word = japaneseKeys[key]
  return word === undefined ? key : word
}

function japaneseTier(tier: string): string {
  const word = japaneseTiers[tier]
  return word === undefined ? `階層「${tier}」` : `${word} (${tier})`
}

function japaneseCondition({ key, wanted }: Condition, names: Names): string {
  const word = japaneseKey(key)
  // A key of the rules' own stands apart from the Japanese around it.
  const subject = word === key ? `${key} ` : word
  switch (wanted.kind) {
    case 'codes': {
      const codes = codesOf(key, wanted, names)
      return codes.length === 1 ? `${subject}が ${codes[0]}` : `${subject}が ${codes.join('・')} のいずれか`
    }
    case 'blank':
      return `${subject}が空欄`
    case 'present':
      return `${subject}が空欄でない`
    case 'any':
      return `${subject}は問わない`
  }
}

function japaneseMatcher(matcher: Matcher, names: Names): string {
  const conditions = matcher.filter(asksSomething).map((condition) => japaneseCondition(condition, names))
  return conditions.length === 0 ? 'すべての所属' : conditions.join('、かつ ')
}

function japaneseRoles(roles: readonly string[]): string {
  return roles.length === 0 ? '該当する役職なし' : `役職 ${roles.join('・')}`
}

function japaneseTierOf(tier: string, roles: readonly string[] | undefined): string {
  return roles === undefined
    ? `${japaneseTier(tier)} (送信者自身のパターンによる)`
    : `${japaneseTier(tier)} [${japaneseRoles(roles)}]`
}

function japanesePerson(employee: string, names: Names): string {
  const notes = { present: '', 'without-address': ' [メールアドレスなし]', absent: ' [名簿にありません]' }
  return `${named(names.person(employee), employee)}${notes[names.standing(employee)]}`
}

function japaneseEntry(entry: AcceptEntry, { names, rolesOfTier, pattern }: EntryContext): string {
  switch (entry.kind) {
    case 'same': {
      const who =
        'roles' in entry.by
          ? `${japaneseRoles(entry.by.roles)}の人`
          : entry.by.tiers.map((tier) => japaneseTierOf(tier, rolesOfTier(tier))).join('または')
      const where =
        entry.same.length === 0 ? '全社の' : `送信者と${entry.same.map(japaneseKey).join('・')}が同じ`
      const within = entry.samePattern
        ? ` (同じパターン${pattern === undefined ? '' : ` ${pattern} `}の所属に限る)`
        : ''
      return `${where}${entry.same.length === 0 ? '' : ' '}${who}${within}`
    }
    case 'people':
      return `次の人: ${entry.employees.map((employee) => japanesePerson(employee, names)).join('、')}`
    case 'group':
      return `グループ「${entry.groups.join('」または「')}」の所属者`
    case 'attribute':
      return `送信者の主務の「${entry.attribute}」に社員番号が書かれている人`
    case 'matcher':
      return `${japaneseMatcher(entry.matcher, names)} の所属を持つ人`
  }
}

export const ruleWords: InBothLanguages<RuleWords> = {
  en: {
    key: (key) => key,
    condition: englishCondition,
    matcher: englishMatcher,
    tier: (tier) => `tier ${tier}`,
    tierWithRoles: (tier, roles) => `tier ${tier} (${englishRoles(roles)})`,
    roles: englishRoles,
    senders: (tiers) =>
      tiers === '*'
        ? 'everybody else'
        : joinEnglish(
            tiers.map((tier) => `tier ${tier}`),
            'or',
          ),
    entry: englishEntry,
  },
  ja: {
    key: japaneseKey,
    condition: japaneseCondition,
    matcher: japaneseMatcher,
    tier: japaneseTier,
    tierWithRoles: (tier, roles) => `${japaneseTier(tier)} [${japaneseRoles(roles)}]`,
    roles: japaneseRoles,
    senders: (tiers, isFirst) =>
      tiers === '*' ? (isFirst ? 'すべての人' : '上記以外のすべての人') : tiers.map(japaneseTier).join('・'),
    entry: japaneseEntry,
  },
}
