/** The look of the page: readable at every width, by day and by night, and on paper. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --line: #d0d7de; --mine: #e8f1fd; --link: #0a58ca; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --soft: #a4acb6; --paper: #15181c; --line: #3a4149; --mine: #1d2b3d; --link: #8ab8ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 50rem; color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd dl, dd ul { margin-top: 0; }
.said { white-space: pre-wrap; }
ul.plain { margin: 0; padding-left: 1.2rem; }
ol.entries { list-style: none; padding: 0; }
ol.entries > li { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.75rem; margin: 0.5rem 0; }
ol.entries > li.mine { background: var(--mine); }
.about { margin: 0; color: var(--soft); font-size: 0.875rem; }
.text { margin: 0.25rem 0; }
@media print { .skip { display: none; } ol.entries > li { break-inside: avoid; } }
`;
