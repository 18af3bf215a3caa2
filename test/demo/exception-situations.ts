/** Exceptions and exemptions of the demo company, with their dates. */

import { byException, exemptByException, exemptByList, inForce } from './seen.ts'
import { approved, exempt, refused } from './situation.ts'
import type { Situation } from './situation.ts'

export const exceptions: Readonly<Record<string, Situation>> = {
  'exempt list: the board': {
    isOne: exemptByList(0),
    cases: [exempt('000001'), exempt('000002'), exempt('000004')],
  },
  'exempt list: heads of areas, by role and kind of bureau': {
    isOne: exemptByList(1),
    cases: [exempt('201001'), exempt('202001'), exempt('203001')],
  },
  'exception, accept: a fellow asks the president': {
    isOne: byException('fellow', 'accept'),
    cases: [
      approved('980001', 'aizawa.kazuma'),
      approved('980002', 'aizawa.kazuma'),
      approved('980003', 'aizawa.kazuma'),
    ],
  },
  'exception, also: a fellow approves for planning': {
    isOne: byException('fellow-for-planning', 'also'),
    cases: [
      approved('100064', 'matsuura.shinichi'),
      approved('100068', 'miura.noriko'),
      approved('100071', 'morita.yuki'),
    ],
  },
  'exception, accept: an adviser asks the board': {
    isOne: byException('adviser', 'accept'),
    cases: [
      approved('980004', 'aizawa.kazuma'),
      approved('980005', 'akimoto.shuhei'),
      approved('980006', 'iijima.yukari'),
    ],
  },
  'exception, also: an adviser stays on as an approver': {
    isOne: byException('adviser-stays', 'also'),
    cases: [
      approved('100004', 'yamazaki.sumie'),
      approved('100009', 'watanabe.yasuhiro'),
      approved('100001', 'aizawa.yoshiaki'),
    ],
  },
  'exception, exempt: secretaries': {
    isOne: exemptByException('secretary'),
    cases: [exempt('000011'), exempt('000012'), exempt('000013')],
  },
  'exception, accept: the union': {
    isOne: byException('union', 'accept'),
    cases: [
      approved('990001', 'kuroki.kumiko'),
      approved('990002', 'koizumi.daisuke'),
      approved('990003', 'kikuchi.noriko'), // by her concurrent post
    ],
  },
  'attribute: the superior whom HR names for the seconded': {
    isOne: byException('seconded', 'accept'),
    cases: [
      approved('998001', 'kuroki.kumiko'),
      approved('998002', 'ogawa.reiko'),
      approved('998002', 'okamoto.shuhei'),
      approved('998003', 'koizumi.kengo'),
    ],
  },
  'exception, accept and whenVacant: the superior has left or is not named': {
    isOne: byException('seconded', 'vacancy'),
    cases: [
      approved('998004', 'kuroki.kumiko'),
      approved('998005', 'kuroki.kumiko'),
      approved('998006', 'kuroki.kumiko'),
    ],
  },
  'exception, also: in no pattern, but somebody is named': {
    isOne: byException('returning', 'also'),
    cases: [
      approved('997001', 'kuroki.kumiko'),
      approved('997002', 'kuroki.kumiko'),
      approved('997003', 'kuroki.kumiko'),
    ],
  },
  'exception, also: a tier of the own pattern': {
    isOne: byException('closing-season', 'also'),
    cases: [
      approved('100027', 'okamoto.kengo'),
      approved('100032', 'nakajima.akira'),
      approved('100026', 'okamoto.shuhei'),
    ],
  },
  'exception, exempt: a project': {
    isOne: exemptByException('core-system-cutover'),
    cases: [exempt('100054'), exempt('100055'), exempt('100056')],
  },
  'ordered: of two in force the first decides': {
    isOne: ({ verdict }) =>
      verdict.reason === 'exempt' &&
      verdict.exceptions.join() === 'core-system-cutover,core-system-aftercare',
    cases: [
      exempt('100054', { day: '2026-10-01' }),
      exempt('100055', { day: '2026-11-24' }),
      exempt('100056', { day: '2026-12-31' }),
    ],
  },
  'ordered: when the first has run out the second decides': {
    isOne: byException('core-system-aftercare', 'accept'),
    cases: [
      approved('100054', 'ishiguro.katsumi', { day: '2027-01-01' }),
      approved('100055', 'ishiguro.katsumi', { day: '2027-01-01' }),
      approved('100056', 'ishiguro.katsumi', { day: '2027-06-30' }),
    ],
  },
}

export const dates: Readonly<Record<string, Situation>> = {
  'from: the day before': {
    isOne: inForce('adviser-stays', false),
    cases: [
      refused('100005', 'unrelated-unit', ['yamazaki.sumie'], { day: '2026-03-31' }),
      refused('100006', 'unrelated-unit', ['watanabe.yasuhiro'], { day: '2026-03-31' }),
      refused('100010', 'unrelated-unit', ['aizawa.yoshiaki'], { day: '2026-03-31' }),
    ],
  },
  'from: the first day': {
    isOne: byException('adviser-stays', 'also'),
    cases: [
      approved('100005', 'yamazaki.sumie', { day: '2026-04-01' }),
      approved('100006', 'watanabe.yasuhiro', { day: '2026-04-01' }),
      approved('100010', 'aizawa.yoshiaki', { day: '2026-04-01' }),
    ],
  },
  'until: the last day': {
    isOne: byException('adviser-stays', 'also'),
    cases: [
      approved('100005', 'yamazaki.sumie', { day: '2027-03-31' }),
      approved('100006', 'watanabe.yasuhiro', { day: '2027-03-31' }),
      approved('100010', 'aizawa.yoshiaki', { day: '2027-03-31' }),
    ],
  },
  'until: the day after': {
    isOne: inForce('adviser-stays', false),
    cases: [
      refused('100005', 'unrelated-unit', ['yamazaki.sumie'], { day: '2027-04-01' }),
      refused('100006', 'unrelated-unit', ['watanabe.yasuhiro'], { day: '2027-04-01' }),
      refused('100010', 'unrelated-unit', ['aizawa.yoshiaki'], { day: '2027-04-01' }),
    ],
  },
  'only from: not yet': {
    isOne: inForce('closing-season', false),
    cases: [
      refused('100027', 'unrelated-unit', ['okamoto.kengo'], { day: '2026-09-30' }),
      refused('100028', 'unrelated-unit', ['okamoto.kengo'], { day: '2026-09-30' }),
      refused('100026', 'unrelated-unit', ['okamoto.shuhei'], { day: '2026-09-30' }),
    ],
  },
  'only from: for good': {
    isOne: byException('closing-season', 'also'),
    cases: [
      approved('100027', 'okamoto.kengo', { day: '2026-10-01' }),
      approved('100028', 'okamoto.kengo', { day: '2026-10-01' }),
      approved('100029', 'okamoto.kengo', { day: '2099-12-31' }),
    ],
  },
  'only until: still': {
    isOne: byException('branch-trial', 'also'),
    cases: [
      approved('202005', 'koizumi.shuhei', { day: '2026-09-30' }),
      approved('202006', 'koizumi.shuhei', { day: '2026-09-30' }),
      approved('202007', 'koizumi.shuhei', { day: '2020-01-01' }),
    ],
  },
  'only until: no longer': {
    isOne: inForce('branch-trial', false),
    cases: [
      refused('202005', 'no-authority', ['koizumi.shuhei'], { day: '2026-10-01' }),
      refused('202006', 'no-authority', ['koizumi.shuhei'], { day: '2026-10-01' }),
      refused('202007', 'no-authority', ['koizumi.shuhei'], { day: '2026-10-01' }),
    ],
  },
}
