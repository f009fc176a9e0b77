/** Completion for zsh, with a description beside each word. */
import { quoted } from './quote.ts';
import type { Flag, Place } from './tree.ts';

const described = (name: string, description: string): string =>
  quoted(`${name.replaceAll(':', String.raw`\:`)}:${description}`);

const wordsAt = ({ commands, flags, values }: Place): string =>
  [
    ...commands.map(({ name, description }) => described(name, description)),
    ...values.map(quoted),
    ...flags.flatMap(({ names, description }) => names.map((name) => described(name, description))),
  ].join(' ');

const valuesOf = ({ values, isFile }: Flag): string => {
  if (isFile) return '_files';
  return values.length > 0 ? `compadd -- ${values.map(quoted).join(' ')}` : '_message value';
};

const flagCases = ({ path, flags }: Place): string[] =>
  flags
    .filter(({ takesValue }) => takesValue)
    .map(
      (flag) =>
        `    ${flag.names.map((name) => quoted(`${path} ${name}`)).join('|')}) [[ -n $2 ]] || ${valuesOf(flag)} ;;`,
    );

export const zshCompletion = (places: readonly Place[]): string => `#compdef dixon
# completion of dixon for zsh: source <(dixon completion zsh), or as _dixon in a folder of $fpath
_dixon_words() {
  local -a found
  case "$1" in
${places.map((place) => `    ${quoted(place.path)}) found=(${wordsAt(place)})${place.takesFile ? '; _files' : ''} ;;`).join('\n')}
  esac
  _describe 'dixon' found
}
# what may follow an option: offered, or only looked up where a second word is given; fails where nothing follows
_dixon_values() {
  case "$1" in
${places.flatMap(flagCases).join('\n')}
    *) return 1 ;;
  esac
  return 0
}
_dixon_is_command() {
  case "$1" in
    ${places.map(({ path }) => quoted(path)).join('|')}) return 0 ;;
  esac
  return 1
}
_dixon() {
  local at=dixon word skip=
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    word="\${(Q)words[i]}"
    if [[ -n $skip ]]; then skip=
    elif _dixon_values "$at $word" only; then skip=yes
    elif _dixon_is_command "$at $word"; then at="$at $word"
    fi
  done
  if [[ -n $skip ]]; then _dixon_values "$at \${(Q)words[CURRENT - 1]}"
  else _dixon_words "$at"
  fi
}
if [[ $funcstack[1] == _dixon ]]; then _dixon "$@"; else compdef _dixon dixon; fi
`;
