/** Thirty chosen days of the business year 2026 at 東雲信託. What each tells stands in `src/text/demo-night-days.ts`. */

import {
  all,
  alsoSits,
  hasAddressOf,
  isCalled,
  joins,
  leaves,
  moves,
  rulesHave,
  rulesHaveNoLonger,
  sitsNoLonger,
  someMove,
} from './changes.ts'
import type { Act, DemoDay } from './day.ts'
import {
  draft,
  newcomers,
  placed,
  reorganization,
  retirements,
  secondWave,
  secretaries,
  tooManyExempt,
  transfers,
} from './personnel.ts'

const arrives: Act = { do: 'import' }
const watch: Act = { do: 'watch' }

export const year: readonly DemoDay[] = [
  { name: 'first-night', date: '2026-03-27', acts: [arrives, { do: 'ask-for-groups' }] },
  { name: 'same-file', date: '2026-03-28', acts: [{ do: 'import', fault: 'yesterday' }] },
  {
    name: 'ahead',
    date: '2026-03-30',
    acts: [
      { do: 'enter', change: sitsNoLonger('000 004 2', '300/C03 045') },
      arrives,
      { do: 'import', ahead: all(retirements, newcomers, transfers), effective: '2026-04-01T08:00' },
    ],
  },
  {
    name: 'year-end',
    date: '2026-03-31',
    acts: [
      { do: 'enter', change: alsoSits('000 004 3', '300/C03 045') },
      arrives,
      { do: 'import', ahead: retirements, effective: '2026-04-01T00:00' },
    ],
  },
  {
    name: 'mass-transfer',
    date: '2026-04-01',
    acts: [
      { do: 'at', clock: '00:00' },
      { do: 'go-on' },
      { do: 'enter', change: all(retirements, newcomers) },
      { do: 'at', clock: '04:00' },
      arrives,
      { do: 'mails' },
      { do: 'enter', change: transfers },
      { do: 'at', clock: '08:00' },
      { do: 'go-on' },
    ],
  },
  { name: 'newcomers', date: '2026-04-02', acts: [{ do: 'enter', change: placed }, arrives] },
  {
    name: 'wrong-encoding',
    date: '2026-04-03',
    acts: [
      { do: 'enter', change: leaves('100/D50/S54 090') },
      { do: 'import', fault: 'utf-16' },
      { do: 'at', clock: '06:30' },
      arrives,
    ],
  },
  {
    name: 'promotions',
    date: '2026-04-15',
    acts: [
      {
        do: 'enter',
        change: all(
          moves('100/D40/S42 060', '100/D40/S42 050'),
          moves('100/D50/S52 060', '100/D50/S52 050'),
          moves('100/D20/S23 090', '100/D20/S23 050'),
          moves('201//A03 090', '201//A03 030'),
        ),
      },
      arrives,
    ],
  },
  {
    name: 'posts-gained',
    date: '2026-05-01',
    acts: [
      {
        do: 'enter',
        change: all(
          alsoSits('000 004', '100/D50 040'),
          alsoSits('110/D72 040', '110/D72/S722 050'),
          alsoSits('202//A01 030', '202//A03 030'),
        ),
      },
      arrives,
    ],
  },
  {
    name: 'no-dump',
    date: '2026-05-07',
    acts: [
      { do: 'at', clock: '07:05' },
      watch,
      { do: 'at', clock: '08:05' },
      watch,
      { do: 'enter', change: joins('410 090', 2) },
      { do: 'at', clock: '08:40' },
      arrives,
    ],
  },
  {
    name: 'vacancy',
    date: '2026-05-18',
    acts: [{ do: 'enter', change: all(leaves('510 140'), leaves('510 141')) }, arrives],
  },
  {
    name: 'vacancy-filled',
    date: '2026-05-21',
    acts: [{ do: 'enter', change: moves('520 141', '510 140') }, arrives],
  },
  {
    name: 'centre-without-heads',
    date: '2026-06-01',
    acts: [
      { do: 'enter', change: all(leaves('300/C02 045'), leaves('300/C02 040')) },
      arrives,
      { do: 'at', clock: '07:30' },
      { do: 'enter', change: alsoSits('300/C01 045', '300/C02 045') },
      arrives,
    ],
  },
  {
    name: 'board',
    date: '2026-06-26',
    acts: [
      { do: 'enter', change: all(moves('000 003 3', '980 955'), moves('000 004 4', '000 003')) },
      arrives,
    ],
  },
  {
    name: 'first-of-july',
    date: '2026-07-01',
    acts: [
      {
        do: 'enter',
        change: all(
          someMove(8, '110/D72/S722 090', '110/D72/S721 090'),
          someMove(8, '202//A02 090', '201//A02 090'),
          moves('410 090', '430 130'),
          sitsNoLonger('203//A01 030', '430 130'),
        ),
      },
      arrives,
    ],
  },
  {
    name: 'address-twice',
    date: '2026-07-15',
    acts: [
      { do: 'enter', change: joins('420 090', 1) },
      { do: 'import', ahead: hasAddressOf('420 090 2', '420 090 1') },
      { do: 'at', clock: '06:00' },
      arrives,
    ],
  },
  {
    name: 'exempt-leap',
    date: '2026-08-03',
    acts: [
      { do: 'enter', change: secretaries },
      arrives,
      { do: 'at', clock: '07:20' },
      { do: 'approve', reason: '秘書室の発足 (総務部長決裁)' },
    ],
  },
  {
    name: 'missing-column',
    date: '2026-08-17',
    acts: [
      { do: 'enter', change: leaves('110/D71/S711/T2 090') },
      { do: 'import', fault: 'missing-column' },
      { do: 'at', clock: '06:45' },
      arrives,
    ],
  },
  {
    name: 'exempt-by-mistake',
    date: '2026-09-01',
    acts: [
      { do: 'enter', change: rulesHave('exempt', tooManyExempt) },
      { do: 'enter', change: joins('440 090', 1) },
      arrives,
      { do: 'at', clock: '07:10' },
      { do: 'enter', change: rulesHaveNoLonger(tooManyExempt) },
      arrives,
    ],
  },
  {
    name: 'names',
    date: '2026-09-14',
    acts: [
      {
        do: 'enter',
        change: all(
          isCalled('100/D30/S32 050', '藤井', 'fujii'),
          isCalled('203//A02 031', '水野', 'mizuno'),
          isCalled('440 090', '堀', 'hori'),
        ),
      },
      arrives,
    ],
  },
  {
    name: 'demotions',
    date: '2026-09-30',
    acts: [
      {
        do: 'enter',
        change: all(
          moves('100/D30/S32 050', '100/D30/S32 090'),
          moves('202//A02 030', '202//A02 090'),
          moves('400 130', '400 090'),
        ),
      },
      arrives,
    ],
  },
  {
    name: 'reorganization',
    date: '2026-10-01',
    acts: [
      { do: 'enter', change: reorganization },
      arrives,
      { do: 'at', clock: '07:00' },
      { do: 'approve', reason: '10月1日付の組織改正' },
    ],
  },
  {
    name: 'target-down',
    date: '2026-10-02',
    acts: [
      { do: 'enter', change: secondWave },
      { do: 'kill-second', afterPuts: 5 },
      arrives,
      { do: 'start-second' },
      { do: 'at', clock: '05:00' },
      { do: 'go-on' },
    ],
  },
  {
    name: 'half-a-dump',
    date: '2026-10-15',
    acts: [
      { do: 'enter', change: joins('600 191', 2) },
      { do: 'import', fault: 'half-the-rows' },
      { do: 'at', clock: '06:20' },
      arrives,
    ],
  },
  {
    name: 'roll-back',
    date: '2026-11-02',
    acts: [
      { do: 'import', ahead: draft },
      { do: 'mails' },
      { do: 'at', clock: '08:30' },
      { do: 'roll-back', reason: '確定前の発令案が出力されていた' },
      { do: 'go-on' },
    ],
  },
  {
    name: 'power-cut',
    date: '2026-11-16',
    acts: [
      { do: 'enter', change: someMove(6, '420 090', '400 090') },
      { do: 'import-killed' },
      { do: 'kill-first' },
      watch,
      { do: 'start-first' },
      { do: 'at', clock: '05:30' },
      { do: 'go-on' },
    ],
  },
  {
    name: 'posts-lost',
    date: '2026-12-01',
    acts: [
      {
        do: 'enter',
        change: all(
          sitsNoLonger('202//A01 030', '202//A03 030'),
          sitsNoLonger('110/D72 040', '110/D72/S722 050'),
        ),
      },
      arrives,
    ],
  },
  {
    name: 'broken-all-day',
    date: '2026-12-15',
    acts: [
      { do: 'enter', change: joins('110/D71/S711/T1 090', 2) },
      { do: 'import', fault: 'header-alone' },
      { do: 'at', clock: '06:00' },
      { do: 'import', fault: 'cut-short' },
    ],
  },
  { name: 'new-year', date: '2027-01-01', acts: [{ do: 'go-on' }, { do: 'at', clock: '08:05' }, watch] },
  {
    name: 'next-april',
    date: '2027-04-01',
    acts: [
      {
        do: 'enter',
        change: all(
          leaves('110/D71 040'),
          moves('110/D71/S711 050', '110/D71 040'),
          someMove(20, '410 090', '420 090'),
        ),
      },
      arrives,
    ],
  },
]
