/** The great changes of the year, as HR enters them. */

import { all, joins, leaves, moves, someMove, unitBecomes, unitIsCalled } from './changes.ts'

/** Heads and clerks who leave with the last day of the business year. */
export const retirements = all(
  leaves('100/D20 040'),
  leaves('100/D10/S11 050'),
  leaves('201//A01 030'),
  leaves('300/C01 040'),
  leaves('110/D71/S711/T1 060'),
  ...Array.from({ length: 6 }, () => leaves('400 090')),
  ...Array.from({ length: 6 }, () => leaves('110/D72/S721 090')),
)

/** 新入社員, engaged and not placed yet. */
export const newcomers = joins('- -', 7)

/** The transfers of 1 April: successors first, then a hundred who change their sections. */
export const transfers = all(
  moves('100/D20/S21 050', '100/D20 040'),
  moves('100/D20/S21 060', '100/D20/S21 050'),
  moves('100/D10/S11 060', '100/D10/S11 050'),
  moves('201//A02 031', '201//A01 030'),
  moves('201//A01 090', '201//A02 031'),
  moves('300/C02 040', '300/C01 040'),
  moves('300/C02/K1 190', '300/C02 040'),
  moves('110/D71/S711/T1 090', '110/D71/S711/T1 060'),
  someMove(15, '100/D50/S51 090', '100/D50/S53 090'),
  someMove(12, '100/D10/S11 090', '100/D20/S22 090'),
  someMove(12, '100/D30/S31 090', '201//A01 090'),
  someMove(12, '202//A01 090', '203//A01 090'),
  someMove(12, '203//A02 090', '110/D71/S712 090'),
  someMove(10, '300/C03/K1 190', '300/C01/K1 190'),
  someMove(10, '440 090', '410 090'),
  someMove(10, '110/D73/S731 090', '110/D73/S733 090'),
)

export const placed = all(
  someMove(3, '- -', '100/D50/S53 090'),
  someMove(2, '- -', '110/D72/S721 090'),
  someMove(2, '- -', '400 090'),
)

export const secretaries = someMove(8, '100/D10/S12 090', '000 930')

/** A slip: 担当 in place of 専務. */
export const tooManyExempt = '  - { role: "090" }'

export const reorganization = all(
  unitBecomes('100/D60', '100/D80', 'DX戦略部'),
  unitBecomes('110/D73', '110/D74', '公共法人営業部'),
  unitBecomes('100/D50/S52', '100/D50/S53'),
  unitBecomes('201//A03', '201//A02'),
  unitIsCalled('100/D50', 'IT統括部'),
  unitIsCalled('300', 'コンタクトセンター本部'),
  moves('100/D50/S53 050', '100/D50 040'),
)

export const secondWave = all(
  unitBecomes('440', '400'),
  unitBecomes('203//A03', '203//A02'),
  unitBecomes('110/D71/S712', '110/D71/S713', '第三課'),
)

/** What HR had only wanted to try. */
export const draft = someMove(12, '400 090', '410 090')
