"""The style sheet of the HTML report: light, dark and print. No fonts, pictures or scripts from anywhere.

Colours are named once and have a contrast of at least 4.5 to 1 on the grounds they stand on (WCAG 2.2, 1.4.3); a test
works that out for every pair. Colour never says anything alone.
"""

STYLE = """\
:root { color-scheme: light dark; --ground: #ffffff; --panel: #f4f5f7; --text: #1b1f24; --soft: #4d5562;
  --line: #c9ced6; --link: #0b4f9e; --fehler: #a1121f; --warnung: #7a4a00; --hinweis: #0b4f9e; --open: #6a2c91;
  --ok: #12612b; --mark: #ffe7a3; --marked: #1b1f24; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171b; --panel: #1e2329; --text: #e8eaed; --soft: #b3bac4;
  --line: #49515c; --link: #8ec1ff; --fehler: #ff9aa2; --warnung: #ffc46b; --hinweis: #8ec1ff; --open: #d9a8ff;
  --ok: #7ddb97; --mark: #6b5200; --marked: #ffffff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 3rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.result { font-weight: 600; font-size: 1.1rem; }
.numbers { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 0; }
.numbers div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; }
.numbers dt { color: var(--soft); font-size: .875rem; }
.numbers dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
article { background: var(--panel); border: 1px solid var(--line); border-left: .4rem solid var(--soft);
  border-radius: .5rem; padding: 1rem 1.1rem; margin: 1rem 0; }
article.fehler { border-left-color: var(--fehler); }
article.warnung { border-left-color: var(--warnung); }
article.hinweis { border-left-color: var(--hinweis); }
.badge { font-size: .85rem; font-weight: 700; border: 1px solid; border-radius: 1rem; padding: .05rem .6rem;
  margin-right: .4rem; white-space: nowrap; }
.fehler > h3 .badge, .word.fehler { color: var(--fehler); }
.warnung > h3 .badge, .word.warnung { color: var(--warnung); }
.hinweis > h3 .badge, .word.hinweis { color: var(--hinweis); }
.word.open { color: var(--open); }
.word.ok { color: var(--ok); }
.rule { font-family: ui-monospace, "Liberation Mono", Consolas, monospace; }
figure { margin: .75rem 0; }
figcaption { color: var(--soft); font-size: .875rem; }
pre { margin: .25rem 0; padding: .5rem .75rem; background: var(--ground); border: 1px solid var(--line);
  border-radius: .35rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .9rem/1.5 ui-monospace, "Liberation Mono", Consolas, monospace; }
pre .number { color: var(--soft); user-select: none; }
mark { background: var(--mark); color: var(--marked); padding: .1em 0; }
dl.fields { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem; margin: .75rem 0 0; }
dl.fields dt { color: var(--soft); }
dl.fields dd { margin: 0; overflow-wrap: anywhere; }
.days svg { display: block; width: 100%; height: 1.1rem; margin: .35rem 0; }
.days rect { stroke: var(--panel); stroke-width: 4; }
.days .hit { fill: var(--fehler); }
.days .calm { fill: var(--line); }
.days ul { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.5rem; font-size: .9rem; }
del, ins { text-decoration: none; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
thead th, .word { white-space: nowrap; }
.result .word { white-space: normal; }
td.number, th.number { text-align: right; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft);
  font-size: .9rem; }
@media (max-width: 40rem) { table { font-size: .85rem; } th, td { padding: .35rem .3rem; }
  thead th { white-space: normal; }
  dl.fields { grid-template-columns: 1fr; gap: 0; } dl.fields dd { margin-bottom: .5rem; } }
@media print { :root { --ground: #ffffff; --panel: #ffffff; --text: #000000; --soft: #333333; --line: #888888;
  --link: #000000; --fehler: #7a0d17; --warnung: #5c3800; --hinweis: #083c78; --open: #4f216c; --ok: #0d4a20;
  --mark: #eeeeee; --marked: #000000; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .skip, nav { display: none; }
  article, figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  mark { font-weight: 700; text-decoration: underline; } }
"""
