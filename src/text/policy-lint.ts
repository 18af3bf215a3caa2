/**
 * What the linter of `policies.yaml` found, as sentences: what is wrong, why it matters, what to do. One entry for each kind
 * of finding; the place and the policy are shown beside it by the caller.
 */

import type {
  FindingKind,
  Findings,
  ForeignName,
  NamedCondition,
  NamedPolicy,
} from '../policy/lint-problem.ts'
import type { InBothLanguages } from './language.ts'

/** The compiler names every kind of finding that has no sentence. */
export type PolicyLintTexts = {
  readonly [Kind in FindingKind]: (detail: Findings[Kind]) => string
}

function condition({ condition: asked, settings, isNegated, line }: NamedCondition): string {
  const said = asked.describe(settings, 'en')
  return isNegated ? `not "${said}" (line ${String(line)})` : `"${said}" (line ${String(line)})`
}

function conditionInJapanese({ condition: asked, settings, isNegated, line }: NamedCondition): string {
  const said = asked.describe(settings, 'ja')
  return isNegated ? `「${said}」の否定 (${String(line)}行目)` : `「${said}」(${String(line)}行目)`
}

function policies(named: readonly NamedPolicy[]): string {
  return named.map(({ id, line }) => `"${id}" (line ${String(line)})`).join(', ')
}

function policiesInJapanese(named: readonly NamedPolicy[]): string {
  return named.map(({ id, line }) => `「${id}」(${String(line)}行目)`).join('、')
}

const foreignNames: Readonly<
  Record<ForeignName, { en: string; ja: string; where: string; whereInJapanese: string }>
> = {
  group: {
    en: 'group',
    ja: 'グループ',
    where: 'Groups are defined in rules.yaml, or put by the API.',
    whereInJapanese: 'グループはrules.yamlかAPIで定義します。',
  },
  'matcher-key': {
    en: 'unit or attribute',
    ja: '組織または属性',
    where: 'Units and attributes are declared under "hr" in rules.yaml.',
    whereInJapanese: '組織と属性はrules.yamlの"hr"で定義します。',
  },
  attribute: {
    en: 'attribute',
    ja: '属性',
    where: 'Attributes are declared under "hr" in rules.yaml.',
    whereInJapanese: '属性はrules.yamlの"hr"で定義します。',
  },
  listener: {
    en: 'listener',
    ja: 'リスナー',
    where: 'Listeners are named in sekisho.yaml.',
    whereInJapanese: 'リスナーの名前はsekisho.yamlで定義します。',
  },
}

export const policyLintTexts: InBothLanguages<PolicyLintTexts> = {
  en: {
    'never-met': ({ because, whole }) =>
      `No mail can meet this${because === undefined ? '' : `: ${condition(because[0])} and ${condition(because[1])} never hold for the same mail`}. ${
        whole
          ? 'The policy never matches, so what it should stop goes out, or what it should pass is stopped.'
          : 'This branch does nothing, whatever it was meant for.'
      } Write "any" where one of them is enough, or correct or remove one.`,
    'always-met': ({ because, whole }) =>
      `Every mail meets this${because === undefined ? '' : `: of ${condition(because[0])} and ${condition(because[1])} one always holds`}. ${
        whole
          ? 'Under this "not" or "unless" it keeps the policy from ever matching.'
          : 'It asks nothing, so the policy reaches further than it reads.'
      } Write "all" where both must hold, or remove it.`,
    'unless-covers-when': () =>
      '"unless" holds for every mail that "when" holds for, so the policy never matches. Narrow "unless", or widen "when".',
    'condition-twice': ({ first }) =>
      `The same condition stands in line ${String(first)} already. It changes nothing here; probably another one was meant. Correct or remove it.`,

    'never-reached': ({ by, everyMail }) =>
      `This policy is never reached: every mail that it could match is stopped or passed by ${policies(by)} before${
        everyMail ? ', which takes every mail' : ''
      }. Move it up, narrow the earlier one, or remove "stop" there.`,
    'already-refused': ({ by, action }) =>
      action === 'refuse'
        ? `Every mail that this policy matches is refused by ${policies(by)} already, so it refuses nothing that would go out without it. Remove it, or narrow one of the two.`
        : `This policy can only match what ${policies(by)} refuses or discards before, and that goes before its own "${action}": it never has an effect. Move it up and let it pass over the earlier one ("pass: [${by[0]?.id ?? ''}]"), or make an exception there ("unless").`,
    'passes-supervisor-rule': ({ rule }) =>
      `This policy has neither "when" nor "unless" and passes every mail, so "${rule.id}" (line ${String(rule.line)}) never asks for a supervisor. Say which mail it is for, or remove it.`,
    'rests-on-senders-word': ({ by, named, isSender }) =>
      `${
        by === 'pass' ? 'This policy lets a mail pass' : '"unless" excepts a mail from this policy'
      } by what its sender writes himself: ${condition(named)}. ${
        isSender
          ? 'One of the names in the mail is enough, and anybody can write a second one into a mail. Add "identity: all", so that every identity must be such.'
          : 'Whoever knows of it gets past. Put something beside it that no mail can claim: "sender" with "identity: all", "client" or "listener".'
      }`,

    'dates-over': ({ until, day }) =>
      `The policy ended on ${until} (today is ${day}): it is never in force again. Set a later "until", or remove the policy; its past revisions keep it.`,
    'off-for-long': ({ since, days }) =>
      `The policy has been off since ${since} (${String(days)} days). Turn it on, try it with "mode: shadow", or remove it; its past revisions keep it.`,
    'skips-what-cannot-be-told': () =>
      'With "onCannotTell: skip" the policy lets through whatever cannot be looked into, such as encrypted or damaged attachments: whoever wants to get around it only has to encrypt. Choose "tempfail" or "refuse", unless this is meant.',

    'name-unknown': ({ what, name, known, meant }) => {
      const hint = known.length === 0 ? 'None is defined.' : `Known are: ${known.join(', ')}.`
      return `There is no ${foreignNames[what].en} called "${name}", so that the gate cannot judge by this policy and does not put the file in force. ${
        meant === undefined ? hint : `Did you mean "${meant}"?`
      } ${foreignNames[what].where}`
    },
    'name-unused': ({ what, name }) =>
      `No policy uses the ${{ list: 'list', table: 'table', set: 'condition set' }[what]} "${name}". Was it to be named in a condition? If not, remove it.`,
    'entry-twice': ({ list, entry }) =>
      `"${entry}" stands in the list "${list}" already (upper and lower case are the same). Remove it; nothing changes.`,

    'pattern-matches-everything': ({ pattern }) =>
      `The pattern "${pattern}" is found in every text, because nothing at all is enough for it; the condition then holds for every mail that has the text. Look for "*", "?" or an empty alternative where at least one character was meant.`,
    'pattern-never-matches': ({ pattern }) =>
      `The pattern "${pattern}" is found in no text, because it asks for something before the beginning, after the end, or for a character that does not exist. Look for "^" and "$" in the middle; as plain characters they are written "\\^" and "\\$".`,
    'pattern-empty-alternative': ({ pattern }) =>
      `The pattern "${pattern}" holds an alternative that is empty, as in "a||b" or "(a|)". If it may be left out, write "(a)?"; if not, remove the "|".`,
  },
  ja: {
    'never-met': ({ because, whole }) =>
      `この条件を満たすメールはありません${because === undefined ? '' : `。${conditionInJapanese(because[0])}と${conditionInJapanese(because[1])}は同時に成り立ちません`}。${
        whole
          ? 'このポリシーは一度も該当しないため、止めるはずのメールが送信されるか、通すはずのメールが止まります。'
          : 'この分岐は何の働きもしません。'
      }どちらか一方でよければ "any" と書き、そうでなければ一方を修正または削除してください。`,
    'always-met': ({ because, whole }) =>
      `すべてのメールがこの条件を満たします${because === undefined ? '' : `。${conditionInJapanese(because[0])}と${conditionInJapanese(because[1])}のどちらかが必ず成り立ちます`}。${
        whole
          ? '"not" または "unless" の中にあるため、このポリシーは一度も該当しません。'
          : '何も絞り込んでいないため、ポリシーの対象が見た目より広くなっています。'
      }両方が必要であれば "all" と書き、そうでなければ削除してください。`,
    'unless-covers-when': () =>
      '"when" に該当するメールはすべて "unless" にも該当するため、このポリシーは一度も該当しません。"unless" を狭めるか、"when" を広げてください。',
    'condition-twice': ({ first }) =>
      `同じ条件が${String(first)}行目にあります。ここに書いても結果は変わりません。別の条件の書き間違いと思われますので、修正または削除してください。`,

    'never-reached': ({ by, everyMail }) =>
      `このポリシーには到達しません。該当しうるメールは、すべて先にある${policiesInJapanese(by)}${
        everyMail ? '(すべてのメールが対象)' : ''
      }で終了または通過します。このポリシーを前に移すか、先のポリシーの条件を狭めるか、先の "stop" を外してください。`,
    'already-refused': ({ by, action }) =>
      action === 'refuse'
        ? `このポリシーに該当するメールは、すべて先にある${policiesInJapanese(by)}で拒否されます。このポリシーがなくても結果は同じです。削除するか、どちらかの条件を見直してください。`
        : `このポリシーに該当するのは、先にある${policiesInJapanese(by)}が拒否または破棄するメールだけです。拒否と破棄は "${action}" より優先されるため、このポリシーは効きません。前に移して先のポリシーを飛ばす ("pass: [${by[0]?.id ?? ''}]") か、先のポリシーに例外 ("unless") を書いてください。`,
    'passes-supervisor-rule': ({ rule }) =>
      `このポリシーには "when" も "unless" もなく、すべてのメールを通すため、「${rule.id}」(${String(rule.line)}行目) による上司の確認が行われません。対象のメールを条件に書くか、削除してください。`,
    'rests-on-senders-word': ({ by, named, isSender }) =>
      `${
        by === 'pass' ? 'このポリシーは、' : '"unless" の例外は、'
      }送信者が自分で書ける内容だけでメールを通します: ${conditionInJapanese(named)}。${
        isSender
          ? 'メールに現れる送信者のどれか1つが該当すればよいため、別の名義を書き加えるだけで誰でも通れます。"identity: all" を加え、すべての名義が該当することを条件にしてください。'
          : '知っている人なら誰でも通れます。メールの中身では偽れない条件 ("identity: all" を付けた "sender"、"client"、"listener") を併せて書いてください。'
      }`,

    'dates-over': ({ until, day }) =>
      `このポリシーの期間は${until}で終わっており (今日は${day})、今後適用されることはありません。"until" を延ばすか、削除してください。過去のリビジョンには残ります。`,
    'off-for-long': ({ since, days }) =>
      `このポリシーは${since}から${String(days)}日間、無効 (off) のままです。有効にするか、"mode: shadow" で試すか、削除してください。過去のリビジョンには残ります。`,
    'skips-what-cannot-be-told': () =>
      '"onCannotTell: skip" では、暗号化や破損のため中身を確認できないメールがこのポリシーを素通りします。添付ファイルを暗号化するだけで回避できてしまいます。意図したものでなければ "tempfail" か "refuse" にしてください。',

    'name-unknown': ({ what, name, known, meant }) => {
      const hint = known.length === 0 ? '定義されたものはありません。' : `定義済み: ${known.join('、')}。`
      return `${foreignNames[what].ja}「${name}」は定義されていません。関所はこのポリシーで判定できないため、ファイルを有効にできません。${
        meant === undefined ? hint : `「${meant}」の誤りではありませんか。`
      }${foreignNames[what].whereInJapanese}`
    },
    'name-unused': ({ what, name }) =>
      `${{ list: 'リスト', table: '表', set: '条件セット' }[what]}「${name}」はどのポリシーでも使われていません。条件での指定漏れでなければ、削除してください。`,
    'entry-twice': ({ list, entry }) =>
      `「${entry}」はリスト「${list}」にすでにあります (大文字と小文字は区別しません)。削除しても結果は変わりません。`,

    'pattern-matches-everything': ({ pattern }) =>
      `正規表現「${pattern}」は空の文字列にも一致するため、どの文章にも一致します。対象の文章があるメールはすべて該当します。1文字以上のつもりで "*" や "?" を使っていないか、空の選択肢がないか確認してください。`,
    'pattern-never-matches': ({ pattern }) =>
      `正規表現「${pattern}」は、先頭より前・末尾より後・存在しない文字を求めているため、どの文章にも一致しません。途中に "^" や "$" がないか確認してください。文字そのものを指す場合は "\\^"、"\\$" と書きます。`,
    'pattern-empty-alternative': ({ pattern }) =>
      `正規表現「${pattern}」に "a||b" や "(a|)" のような空の選択肢があります。省略できるという意味なら "(a)?" と書き、そうでなければ "|" を削除してください。`,
  },
}
