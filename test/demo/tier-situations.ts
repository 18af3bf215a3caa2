/** Every tier of every pattern of the demo company as a sender. */

import { inTier } from './seen.ts'
import { approved, refused } from './situation.ts'
import type { Situation } from './situation.ts'

export const tiers: Readonly<Record<string, Situation>> = {
  'officers, officer': {
    isOne: inTier('officers', 'officer'),
    cases: [
      approved('000007', 'aoyagi.saori'),
      approved('000009', 'president'),
      approved('000010', 'asano.reiko'),
      refused('000008', 'unrelated-unit', ['ishiguro.katsumi']),
    ],
  },
  'head office, director': {
    isOne: inTier('head-office', 'director'),
    cases: [
      approved('100001', 'kuroki.kumiko'),
      approved('100012', 'sekiguchi.masaki'),
      approved('110001', 'okamoto.shuhei'),
    ],
  },
  'head office, chief': {
    isOne: inTier('head-office', 'chief'),
    cases: [
      approved('100002', 'okamoto.kengo'),
      approved('100018', 'kuroki.kumiko'),
      approved('110024', 'nakajima.tatsuro'),
    ],
  },
  'head office, in no tier': {
    isOne: inTier('head-office', undefined),
    cases: [
      approved('100004', 'ogawa.hiromi'),
      approved('100019', 'sakurai.nanami'),
      approved('100032', 'tsuda.takumi'),
      approved('110003', 'koyama.hiromi'), // 係長 is no tier here, and the team is not looked at
    ],
  },
  'area, special superior': {
    isOne: inTier('area', 'special'),
    cases: [
      approved('201002', 'aoyagi.tomoko'),
      approved('202002', 'kikuchi.rina'),
      approved('203002', 'tsuchiya.noriko'),
      refused('201002', 'no-authority', ['watanabe.akira']), // the head of the area is no 上司 of his deputy
    ],
  },
  'area, superior': {
    isOne: inTier('area', 'supervisor'),
    cases: [
      approved('201003', 'akimoto.masaki'),
      approved('202009', 'katayama.eiji'),
      approved('203010', 'sekiguchi.kengo'),
    ],
  },
  'area, in no tier': {
    isOne: inTier('area', undefined),
    cases: [
      approved('201005', 'aoyagi.tomoko'),
      approved('202016', 'sano.masahiro'),
      approved('203005', 'sudo.miho'),
      refused('201006', 'no-authority', ['izumi.ayano']), // the manager of another branch
    ],
  },
  'call centre, superior': {
    isOne: inTier('call-centre', 'supervisor'),
    cases: [
      approved('300001', 'aoyagi.saori'),
      approved('300008', 'ishiguro.katsumi'),
      approved('300015', 'aizawa.kazuma'),
    ],
  },
  'call centre, middle manager': {
    isOne: inTier('call-centre', 'middle'),
    cases: [
      approved('300002', 'matsuura.soichiro'),
      approved('300009', 'akimoto.daisuke'),
      approved('300016', 'iwasaki.chihiro'),
    ],
  },
  'call centre, in no tier': {
    isOne: inTier('call-centre', undefined),
    cases: [
      approved('300003', 'miura.chihiro'),
      approved('300010', 'akimoto.daisuke'),
      approved('300017', 'uehara.shingo'),
      approved('300021', 'iwasaki.chihiro'),
    ],
  },
  'division, superior': {
    isOne: inTier('division', 'supervisor'),
    cases: [
      approved('400001', 'aizawa.kazuma'),
      approved('410001', 'aoyagi.saori'),
      approved('440001', 'iwasaki.kana'),
    ],
  },
  'division, in no tier': {
    isOne: inTier('division', undefined),
    cases: [
      approved('400002', 'onodera.shohei'),
      approved('410002', 'kikuchi.hiroko'),
      approved('440002', 'sakurai.aoi'),
    ],
  },
  'overseas, head': {
    isOne: inTier('overseas', 'head'),
    cases: [
      approved('510001', 'asano.reiko'),
      approved('520001', 'asano.reiko'),
      approved('530001', 'asano.reiko'),
    ],
  },
  'overseas, deputy': {
    isOne: inTier('overseas', 'deputy'),
    cases: [
      approved('510002', 'shiraishi.kyoko'),
      approved('520002', 'takahashi.reiko'),
      approved('530002', 'taniguchi.ryoko'),
    ],
  },
  'overseas, in no tier': {
    isOne: inTier('overseas', undefined),
    cases: [
      approved('510003', 'shiraishi.kyoko'),
      approved('520003', 'takizawa.mitsuo'),
      approved('530003', 'taniguchi.ryoko'),
    ],
  },
  'contracted, in charge': {
    isOne: inTier('contracted', 'leader'),
    cases: [
      approved('600001', 'okamoto.kengo'),
      approved('600002', 'okamoto.kengo'),
      approved('600003', 'okamoto.kengo'),
    ],
  },
  'contracted, in no tier': {
    isOne: inTier('contracted', undefined),
    cases: ['600004', '600005', '600006'].map((each) => refused(each, 'no-pattern', ['okamoto.kengo'])),
  },
  'winding up, in no tier': {
    isOne: inTier('winding-up', undefined),
    cases: ['700001', '700002', '700003'].map((each) =>
      refused(each, 'no-approver-exists', ['aizawa.kazuma']),
    ),
  },
}
