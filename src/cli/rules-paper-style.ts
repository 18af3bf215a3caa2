/** How the paper of the rules looks, on screen and on A4: black on white, and legible without colour. */

export const rulesPaperStyle = `
@page { size: A4; margin: 18mm 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } }
* { box-sizing: border-box; }
html { font-family: "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo, "Helvetica Neue", Arial, sans-serif; font-size: 10pt; line-height: 1.6; color: #111; background: #fff; }
body { max-width: 180mm; margin: 0 auto; padding: 8mm 4mm; overflow-wrap: anywhere; }
h1 { font-size: 19pt; line-height: 1.35; margin: 0 0 3mm; padding-bottom: 3mm; border-bottom: 1.2mm solid #111; }
h2 { font-size: 14pt; margin: 10mm 0 3mm; padding-bottom: 1mm; border-bottom: .4mm solid #111; break-after: avoid; }
h3 { font-size: 12pt; margin: 8mm 0 2mm; padding-left: 3mm; border-left: 1.6mm solid #111; break-after: avoid; }
h4 { font-size: 10pt; margin: 4mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2mm; }
section > p { break-after: avoid; }
.lead { font-size: 10.5pt; margin-bottom: 5mm; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .2mm solid #777; padding: 1.2mm 2mm; text-align: left; vertical-align: top; }
th { background: #eee; font-weight: 700; }
.facts th { width: 46mm; }
.number { text-align: right; white-space: nowrap; }
ol.steps { margin: 0; padding-left: 7mm; }
ol.steps li { margin-bottom: 1.8mm; break-inside: avoid; }
ul.plain { list-style: none; margin: 0; padding: 0; }
ul.dash { margin: 0; padding-left: 4.5mm; }
.contents ol { margin: 0; padding-left: 7mm; }
.contents a { color: inherit; text-decoration: none; }
.note { font-size: 9pt; color: #333; }
.warning { border: .6mm solid #111; padding: 1.5mm 2.5mm; font-weight: 700; margin: 2mm 0; }
.warning::before { content: "! "; }
.status { display: inline-block; border: .2mm solid #555; padding: 0 1.2mm; font-size: 8.5pt; white-space: nowrap; }
.status.in-force { border-width: .5mm; font-weight: 700; }
.status.over { color: #555; text-decoration: line-through; }
figure.chart { break-inside: avoid; margin: 2mm 0 4mm; padding: 3mm; border: .2mm solid #999; }
figure.chart figcaption { font-size: 8.5pt; color: #333; margin-top: 2mm; }
.chain { display: flex; flex-wrap: wrap; align-items: stretch; gap: 0; padding: 1.5mm 0; break-inside: avoid; }
.chain + .chain { border-top: .2mm dotted #999; }
.sender { flex: 0 0 41mm; border: .6mm solid #111; background: #eee; padding: 1.5mm 2mm; align-self: center; font-size: 9pt; line-height: 1.45; }
.sender b { display: block; font-size: 9.5pt; }
.arrow { flex: 0 0 17mm; align-self: center; text-align: center; font-size: 7pt; line-height: 1.2; color: #333; padding: 0 .5mm; }
.arrow svg { display: block; width: 100%; height: 3.5mm; }
.asked { flex: 1 1 0; min-width: 40mm; align-self: center; display: flex; flex-direction: column; }
.box { border: .35mm solid #111; padding: 1.2mm 1.8mm; font-size: 8.5pt; line-height: 1.45; background: #fff; }
.vacant .box { border-style: dashed; }
.box small { display: block; font-size: 7.5pt; color: #333; }
.or { text-align: center; font-size: 7.5pt; line-height: 1.5; }
.label { font-size: 7.5pt; font-weight: 700; }
.break { flex-basis: 100%; height: 1.5mm; }
.indent { flex: 0 0 41mm; }
#exceptions th:first-child { width: 27mm; }
#exceptions th:nth-child(3) { width: 32mm; }
.signatures { break-inside: avoid; }
.signatures td { height: 22mm; width: 33.3%; }
.signatures .name td { height: 9mm; }
@media print { body { max-width: none; padding: 0; } }
`
