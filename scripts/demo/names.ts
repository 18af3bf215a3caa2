/** Names of the demo company's people: invented combinations of common surnames and given names. */

/** As HR writes them, with the spelling that their addresses use. */
type Word = readonly [written: string, latin: string]

function words(text: string): readonly Word[] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair): Word => {
      const [written = '', latin = ''] = pair.split('/')
      return [written, latin]
    })
}

// 髙 and 﨑 are in CP932 but not in Shift_JIS proper: every Japanese company has somebody with one.
const surnames = words(`
  相沢/aizawa 青柳/aoyagi 秋元/akimoto 浅野/asano 荒川/arakawa 飯島/iijima 石黒/ishiguro 泉/izumi
  市川/ichikawa 岩崎/iwasaki 上原/uehara 梅田/umeda 榎本/enomoto 大塚/otsuka 岡本/okamoto 小川/ogawa
  小野寺/onodera 柏木/kashiwagi 片山/katayama 金子/kaneko 川口/kawaguchi 菊池/kikuchi 北村/kitamura
  久保田/kubota 熊谷/kumagai 黒木/kuroki 小泉/koizumi 小山/koyama 近藤/kondo 齋藤/saito 榊原/sakakibara
  桜井/sakurai 佐野/sano 篠原/shinohara 島田/shimada 白石/shiraishi 杉山/sugiyama 須藤/sudo
  関口/sekiguchi 髙橋/takahashi 滝沢/takizawa 竹内/takeuchi 田島/tajima 谷口/taniguchi 津田/tsuda
  土屋/tsuchiya 寺田/terada 永井/nagai 中島/nakajima 西田/nishida 野口/noguchi 橋爪/hashizume
  早川/hayakawa 平野/hirano 藤原/fujiwara 星野/hoshino 松浦/matsuura 三浦/miura 森田/morita
  山﨑/yamazaki 渡邉/watanabe
`)

const givenNames = words(`
  和真/kazuma 智子/tomoko 健吾/kengo 美和/miwa 直之/naoyuki 由香里/yukari 雅人/masato 恵理/eri
  隆志/takashi 千尋/chihiro 俊介/shunsuke 真由美/mayumi 康弘/yasuhiro 沙織/saori 正樹/masaki 裕美/hiromi
  哲也/tetsuya 奈緒/nao 克己/katsumi 綾乃/ayano 伸一/shinichi 里奈/rina 慎吾/shingo 佳代/kayo
  晃/akira 久美子/kumiko 修平/shuhei 明日香/asuka 秀樹/hideki 春菜/haruna 誠司/seiji 涼子/ryoko
  拓海/takumi 典子/noriko 亮太/ryota 早紀/saki 義明/yoshiaki 麻衣子/maiko 大輔/daisuke 玲子/reiko
  翔平/shohei 文香/fumika 英二/eiji 七海/nanami 昌宏/masahiro 弘子/hiroko 祐樹/yuki 京子/kyoko
  達郎/tatsuro 美穂/miho 悠斗/yuto 詩織/shiori 光男/mitsuo 梓/azusa 純一/junichi 葵/aoi
  宗一郎/soichiro 加奈/kana 寛之/hiroyuki 澄江/sumie
`)

export interface Name {
  /** Surname and given name with an ideographic space, as the dump has them. */
  readonly written: string
  /** The part of his address before the `@`. */
  readonly local: string
}

/** The name of the `index`-th person; all differ up to about 300 people. A `shift` pairs the surnames with other given names. */
export function nameOf(index: number, shift = 0): Name {
  const [surname, surnameLatin] = surnames[index % surnames.length] ?? ['', '']
  const round = Math.floor(index / surnames.length)
  const [given, givenLatin] = givenNames[(index * 13 + round * 11 + shift) % givenNames.length] ?? ['', '']
  return { written: `${surname}\u3000${given}`, local: `${surnameLatin}.${givenLatin}` }
}
