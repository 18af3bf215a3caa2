/** Who counts as an approver at the demo company, and who stands in. */

import { byVacancy, hasReason, isConcurrent } from './seen.ts'
import { approved, customer, refused } from './situation.ts'
import type { Situation } from './situation.ts'

export const approvers: Readonly<Record<string, Situation>> = {
  'peers: a director asks another director, never himself': {
    isOne: ({ verdict, approver, person }) =>
      verdict.tier === 'director' &&
      (approver === undefined
        ? verdict.reason === 'only-self'
        : approver !== person && approver.main.role === '040'),
    cases: [
      approved('100035', 'sekiguchi.daisuke'),
      approved('110013', 'nakajima.tatsuro'),
      approved('110023', 'okamoto.kengo'),
      refused('100001', 'only-self', ['okamoto.kengo']),
    ],
  },
  'same: [] compares no unit: anywhere in the company': {
    isOne: ({ approver, person }) =>
      approver !== undefined && approver.main.units[0] !== person?.main.units[0],
    cases: [
      approved('100062', 'koizumi.kengo'),
      approved('110023', 'kuroki.kumiko'),
      approved('100012', 'sekiguchi.daisuke'),
    ],
  },
  'samePattern: the same role code elsewhere does not count': {
    isOne: hasReason('no-authority'),
    cases: [
      refused('100001', 'no-authority', ['miura.chihiro']),
      refused('100062', 'no-authority', ['asano.shiori']),
      refused('110013', 'no-authority', ['uehara.shingo']),
    ],
  },
  'role: instead of a tier': {
    isOne: ({ verdict }) => verdict.pattern === 'overseas' && verdict.reason === 'approver-present',
    cases: [
      approved('510004', 'sugiyama.kazuma'),
      approved('520004', 'takahashi.reiko'),
      approved('530004', 'tsuda.masahiro'),
    ],
  },
  'blank units: blank equals blank': {
    isOne: ({ verdict, person }) => verdict.pattern === 'division' && person?.main.units[2] === '',
    cases: [
      approved('400003', 'onodera.shohei'),
      approved('410003', 'kikuchi.hiroko'),
      approved('440003', 'sakurai.aoi'),
    ],
  },
  'blank units: a main post without any unit, or without a role': {
    isOne: ({ person }) => person !== undefined && person.main.role === '',
    cases: [
      ...['999001', '999002', '999003'].map((each) => refused(each, 'no-pattern', ['kuroki.kumiko'])),
      approved('997001', 'kuroki.kumiko'),
    ],
  },
  'concurrent post: approves by it': {
    isOne: ({ approver, person }) =>
      approver !== undefined &&
      approver.posts.length > 1 &&
      approver.main.units[0] + (approver.main.units[1] ?? '') !==
        `${person?.main.units[0]}${person?.main.units[1]}`,
    cases: [
      approved('100022', 'kikuchi.noriko'),
      approved('100071', 'takahashi.asuka'),
      approved('110032', 'koyama.hiromi'),
      approved('430001', 'takahashi.hiromi'),
      approved('300020', 'izumi.ryoko'),
    ],
  },
  'concurrent post: sends as the main post': {
    isOne: isConcurrent,
    cases: [
      refused('100008', 'unrelated-unit', ['kuroki.kumiko']),
      refused('110002', 'unrelated-unit', ['nakajima.tatsuro']),
      refused('203003', 'unrelated-unit', ['aizawa.kazuma']),
      refused('000008', 'unrelated-unit', ['ishiguro.katsumi']),
      approved('100008', 'okamoto.kengo'),
      approved('110002', 'koizumi.kengo'),
    ],
  },
  'no mailbox: whoever cannot be put in Cc approves nothing': {
    isOne: ({ person, approver }) => person?.addresses.length === 0 && approver?.main.role === '040',
    cases: [
      approved('110009', 'koizumi.kengo', { from: 'shiraishi.sumie' }),
      approved('110019', 'sekiguchi.daisuke', { from: 'tsuchiya.chihiro' }),
      approved('110028', 'nakajima.tatsuro', { from: 'fujiwara.masato' }),
    ],
  },
  'aliases: any address of the approver will do': {
    isOne: ({ verdict, approver }) => verdict.approver !== approver?.addresses[0],
    cases: [
      approved('300001', 'president'),
      approved('980001', 'president'),
      approved('440001', 'president'),
    ],
  },
  'the approver stands in To': {
    isOne: ({ verdict, question }) => question.to.includes(verdict.approver ?? ''),
    cases: [
      approved('100006', 'ogawa.hiromi', { to: [customer, 'ogawa.hiromi'], cc: [] }),
      approved('201007', 'akimoto.masaki', { to: ['akimoto.masaki', customer], cc: [] }),
      approved('400004', 'onodera.shohei', { to: [customer, 'onodera.shohei'], cc: [] }),
    ],
  },
}

export const vacancies: Readonly<Record<string, Situation>> = {
  'no chief: the director': {
    isOne: byVacancy('head-office', 2, 0),
    cases: [
      approved('100040', 'nakajima.akira'),
      approved('100041', 'nakajima.akira'),
      approved('100042', 'nakajima.akira'),
    ],
  },
  'neither chief nor director: an executive': {
    isOne: byVacancy('head-office', 2, 1),
    cases: [
      approved('100048', 'ishiguro.katsumi'),
      approved('100049', 'aoyagi.saori'),
      approved('100050', 'iwasaki.kana'),
    ],
  },
  'no director for a chief: an executive': {
    isOne: byVacancy('head-office', 1, 0),
    cases: [
      approved('100044', 'ishiguro.katsumi'),
      approved('100052', 'ishiguro.katsumi'),
      approved('100058', 'aizawa.kazuma'),
    ],
  },
  'no head of a division: an executive': {
    isOne: byVacancy('division', 1, 0),
    cases: [
      approved('420001', 'ichikawa.masahiro'),
      approved('420002', 'arakawa.mitsuo'),
      approved('420003', 'iijima.yukari'),
    ],
  },
  'while somebody holds the post no stand-in counts': {
    isOne: ({ verdict }) => verdict.verdict === 'reject' && verdict.pattern === 'head-office',
    cases: [
      refused('100004', 'unrelated-unit', ['okamoto.kengo']),
      refused('100019', 'unrelated-unit', ['kuroki.kumiko']),
      refused('110025', 'unrelated-unit', ['nakajima.tatsuro']),
    ],
  },
  'a colleague of the vacant section shares the unit, and approves nothing': {
    isOne: hasReason('no-authority'),
    cases: [
      refused('100043', 'no-authority', ['hirano.haruna']),
      refused('100051', 'no-authority', ['aizawa.akira']),
      refused('420001', 'no-authority', ['koizumi.yuto']),
    ],
  },
}
