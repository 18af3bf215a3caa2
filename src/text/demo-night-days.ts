/** The thirty days of `npm run demo:night`: a title, and what happens. */

import type { InBothLanguages } from './language.ts'

export type DemoDayName =
  | 'first-night'
  | 'same-file'
  | 'ahead'
  | 'year-end'
  | 'mass-transfer'
  | 'newcomers'
  | 'wrong-encoding'
  | 'promotions'
  | 'posts-gained'
  | 'no-dump'
  | 'vacancy'
  | 'vacancy-filled'
  | 'centre-without-heads'
  | 'board'
  | 'first-of-july'
  | 'address-twice'
  | 'exempt-leap'
  | 'missing-column'
  | 'exempt-by-mistake'
  | 'names'
  | 'demotions'
  | 'reorganization'
  | 'target-down'
  | 'half-a-dump'
  | 'roll-back'
  | 'power-cut'
  | 'posts-lost'
  | 'broken-all-day'
  | 'new-year'
  | 'next-april'

type DayTexts = Readonly<Record<DemoDayName, { readonly title: string; readonly story: string }>>

export const demoNightDays: InBothLanguages<DayTexts> = {
  en: {
    'first-night': {
      title: 'The first night',
      story:
        'The first dump takes force at the first gate, and all groups are published to the second, which asks for them from now on.',
    },
    'same-file': {
      title: "Yesterday's file",
      story: 'On Saturday the export has not run, and the file of yesterday comes again. The guard notices.',
    },
    ahead: {
      title: 'The transfers of 1 April, loaded ahead',
      story:
        'The usual dump at four: an executive hands a call centre over. Then the dump of the great transfer, to take force on 1 April at 08:00.',
    },
    'year-end': {
      title: 'The last day of the business year',
      story:
        'Another executive takes the call centre over. Those who retire today still work today: their dump is loaded ahead for midnight.',
    },
    'mass-transfer': {
      title: 'The great transfer',
      story:
        'At midnight the retired are gone, and their posts are vacant. At four the newcomers arrive, not placed yet. At eight successors and a hundred others are in their new posts. Exceptions for retired executives begin today.',
    },
    newcomers: {
      title: 'The newcomers are placed',
      story: 'Seven people who were in no unit get one, and with it somebody to ask.',
    },
    'wrong-encoding': {
      title: 'The wrong encoding',
      story:
        'The HR system writes UTF-16 after an update. The import says what is wrong; at 06:30 the dump is right.',
    },
    promotions: {
      title: 'Promotions',
      story: 'Sections and a branch without a chief get one of their own people.',
    },
    'posts-gained': {
      title: 'Concurrent posts begin',
      story:
        'Three people take over a second post where nobody is (兼務): a department without a director, a section, a branch.',
    },
    'no-dump': {
      title: 'No dump at all',
      story:
        'The HR system is still down after the holidays. A warning at seven, an alarm at eight; the dump comes at 08:40.',
    },
    vacancy: {
      title: 'An office without its heads',
      story:
        'Both heads of the New York office leave at once. Ten people lose everybody whom they could ask: just as many as the guard lets pass, and all are named.',
    },
    'vacancy-filled': {
      title: 'The vacancy is filled',
      story: 'The deputy of the London office takes New York over.',
    },
    'centre-without-heads': {
      title: 'A call centre without its heads',
      story:
        'Both heads of a call centre are gone from the dump, and with them the approvers of 24 people: the guard keeps it back. HR enters somebody who stands in, and delivers again.',
    },
    board: {
      title: "After the shareholders' meeting",
      story: 'One executive joins the board and is exempt from now on; one leaves it and is not.',
    },
    'first-of-july': {
      title: 'The transfers of 1 July',
      story:
        'Sixteen people move, and a division gets a head of its own. The exception for three engineers begins today, by its date alone.',
    },
    'address-twice': {
      title: 'An address of two people',
      story: 'A newcomer is entered with the address of somebody else. The import names line and column.',
    },
    'exempt-leap': {
      title: 'A leap in exempt people',
      story:
        'Eight people become secretaries, whose mail goes without anybody in Cc. More than five at once stop at the guard; a person looks, and lets it pass.',
    },
    'missing-column': {
      title: 'A missing column',
      story: 'A column has another heading after a change of the HR system. At 06:45 it is right.',
    },
    'exempt-by-mistake': {
      title: 'Nearly everybody exempt, by a slip',
      story:
        'Somebody edits rules.yaml and exempts a role of hundreds. The guard stops it, and nobody lets it pass: the rules are mended, and the dump is delivered again.',
    },
    names: {
      title: 'Names and addresses',
      story: 'Three people have a new name and a new address; the old one stays theirs.',
    },
    demotions: {
      title: 'Demotions',
      story:
        'A chief, a branch manager and the head of a division step down. Their units have others, or stand-ins.',
    },
    reorganization: {
      title: 'The reorganization of 1 October',
      story:
        'Departments are dissolved, merged, renamed and new. So many units gone are for a person to look at. One exception begins and one has ended.',
    },
    'target-down': {
      title: 'The second gate dies half-way',
      story:
        'A division and a branch are merged into others. While the groups are put the second gate is killed; the next try does what is left, and only that.',
    },
    'half-a-dump': {
      title: 'Half a dump',
      story:
        'The file ends after half of its rows, and each of them is in order. The guard sees who is missing.',
    },
    'roll-back': {
      title: 'Rolled back',
      story:
        'A draft of HR takes force by mistake. At 08:30 somebody notices: one command, and the dump of before counts at both gates.',
    },
    'power-cut': {
      title: 'A power cut in the midst of the import',
      story:
        'The import and the first gate are killed. The watch beside them raises the alarm; after the start the import goes on where it was cut off.',
    },
    'posts-lost': {
      title: 'Concurrent posts end',
      story: 'Two second posts are given up: a section and a branch fall back on those who stand in.',
    },
    'broken-all-day': {
      title: 'Two broken files, and none that is whole',
      story:
        'First a file with the header alone, then one that breaks off in the midst of a row. The last good dump counts all day.',
    },
    'new-year': {
      title: 'New Year',
      story:
        'Nobody exports anything today, and nobody has entered the holiday, so there is an alarm. The exception for the three engineers has ended with the year: the first gate knows, the second gets the groups of the new day.',
    },
    'next-april': {
      title: 'Another business year',
      story:
        'A director leaves and is succeeded, twenty people move, and the exception for retired executives has ended with March.',
    },
  },
  ja: {
    'first-night': {
      title: '最初の夜',
      story:
        '最初の人事データが 1 台目のゲートで有効になり、全グループが 2 台目に配布されます。2 台目は以後このグループで判定します。',
    },
    'same-file': {
      title: '前日と同じファイル',
      story: '土曜日に出力処理が動かず、前日のファイルがそのまま届きました。安全確認で見つかります。',
    },
    ahead: {
      title: '4 月 1 日付の異動を事前に取り込み',
      story:
        '4 時に通常の人事データを取り込みます (執行役員 1 名がセンター長の兼務を終了)。続いて、4 月 1 日 8 時に有効になる異動後のデータを取り込みます。',
    },
    'year-end': {
      title: '年度末',
      story:
        '別の執行役員がセンター長を兼務します。本日退職する社員は今日まで勤務するため、退職後のデータは午前 0 時付で取り込んでおきます。',
    },
    'mass-transfer': {
      title: '4 月 1 日の定期異動',
      story:
        '午前 0 時に退職者がいなくなり、ポストが空きます。4 時に配属前の新入社員が加わり、8 時に後任と約 100 人の異動が発効します。相談役の個別定義も今日から始まります。',
    },
    newcomers: {
      title: '新入社員の配属',
      story: '所属のなかった 7 人の部署が決まり、上司ができます。',
    },
    'wrong-encoding': {
      title: '文字コードの誤り',
      story:
        '人事システムの更新後、UTF-16 で出力されました。取り込みは理由を示して止まり、6 時 30 分に正しいデータが届きます。',
    },
    promotions: {
      title: '昇任',
      story: '課長や支店長のいなかった部署で、それぞれ部署内から任命されます。',
    },
    'posts-gained': {
      title: '兼務の発令',
      story: '部長のいない部、課長にメールアドレスがない課、支店長のいない支店を、ほかの役職者が兼務します。',
    },
    'no-dump': {
      title: '人事データが届かない朝',
      story: '連休明け、人事システムが止まったままです。7 時に警告、8 時に警報が出て、8 時 40 分に届きます。',
    },
    vacancy: {
      title: '所長も次長もいない事務所',
      story:
        'ニューヨーク駐在員事務所の所長と次長が同時にいなくなります。10 人が承認者を失いますが、安全確認の上限ちょうどのため有効になり、全員の氏名が示されます。',
    },
    'vacancy-filled': {
      title: '後任の着任',
      story: 'ロンドンの次長がニューヨークの所長になります。',
    },
    'centre-without-heads': {
      title: '責任者のいないセンター',
      story:
        'データから札幌センターのセンター長と部長が消え、24 人が承認者を失うため、有効化を見送ります。人事部が兼務を登録し、データを出し直します。',
    },
    board: {
      title: '株主総会後の役員人事',
      story: '執行役員 1 名が常務に就いて対象外になり、常務 1 名が相談役に退いて対象外でなくなります。',
    },
    'first-of-july': {
      title: '7 月 1 日の異動',
      story:
        '16 人が異動し、年金事業部に専任の事業部長が就きます。担当者 3 名の個別定義が、日付だけで今日から始まります。',
    },
    'address-twice': {
      title: '2 人に同じメールアドレス',
      story: '新しい社員が別の社員のアドレスで登録されました。取り込みは行と列を示して止まります。',
    },
    'exempt-leap': {
      title: '対象外の急増',
      story:
        '8 人が秘書になり、Cc に上司がいなくても送れるようになります。一度に 5 人を超えるため見送り、担当者が確認して承認します。',
    },
    'missing-column': {
      title: '列の欠落',
      story: '人事システムの変更で列名が変わりました。6 時 45 分に正しいデータが届きます。',
    },
    'exempt-by-mistake': {
      title: '誤ってほぼ全員を対象外に',
      story:
        'rules.yaml の編集ミスで、数百人の役職が対象外になりました。安全確認で止まり、承認せずにルールを直して取り込み直します。',
    },
    names: {
      title: '改姓とアドレス変更',
      story: '3 人の氏名とアドレスが変わります。元のアドレスも本人のものとして残ります。',
    },
    demotions: {
      title: '降任',
      story: '課長、支店長、事業部長が役職を離れます。部署にはほかの上司か、代わりの承認者がいます。',
    },
    reorganization: {
      title: '10 月 1 日の組織改正',
      story:
        '部署の廃止、統合、改称、新設です。なくなる部署が多いため担当者が確認します。個別定義も 1 件が始まり、1 件が終わっています。',
    },
    'target-down': {
      title: '配布の途中で 2 台目が停止',
      story:
        '事業部と支店を統合します。グループの配布中に 2 台目のゲートが停止し、次の試行で残りだけを配布します。',
    },
    'half-a-dump': {
      title: '半分だけの人事データ',
      story:
        '行の切れ目でちょうど半分に途切れたファイルです。1 行ごとには正しくても、安全確認で見つかります。',
    },
    'roll-back': {
      title: '差し戻し',
      story:
        '確定前の発令案が誤って有効になりました。8 時 30 分に気づき、コマンド 1 つで両方のゲートを前のデータに戻します。',
    },
    'power-cut': {
      title: '取り込み中の停電',
      story:
        '取り込みと 1 台目のゲートが停止します。別に動く監視が警報を出し、起動後は途切れた手順から再開します。',
    },
    'posts-lost': {
      title: '兼務の終了',
      story: '2 件の兼務が終わり、課と支店ではそれぞれ代わりの承認者に戻ります。',
    },
    'broken-all-day': {
      title: '終日、正しいデータが届かない日',
      story:
        '見出しだけのファイルに続き、行の途中で切れたファイルが届きます。最後の正しいデータが終日有効です。',
    },
    'new-year': {
      title: '元日',
      story:
        '人事データは出力されず、休日の設定もないため警報が出ます。担当者 3 名の個別定義は年末で終わりました。1 台目は日付で判断し、2 台目には新しい日のグループが配布されます。',
    },
    'next-april': {
      title: '新しい年度',
      story: '部長が交代し、20 人が異動します。相談役の個別定義は 3 月末で終わりました。',
    },
  },
}
