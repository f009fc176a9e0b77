/** Completion for bash, from 3.2 on, as macOS has it: no associative arrays. */
import { quoted } from './quote.ts';
import type { Flag, Place } from './tree.ts';

const FILES = ':files';

const wordsAt = ({ commands, flags, values, takesFile }: Place): string =>
  [
    ...commands.map(({ name }) => name),
    ...values,
    ...flags.flatMap(({ names }) => names),
    ...(takesFile ? [FILES] : []),
  ].join(' ');

const valuesOf = ({ values, isFile }: Flag): string => (isFile ? FILES : values.join(' '));

const casesOf = (places: readonly Place[]): { words: string[]; values: string[]; paths: string[] } => ({
  words: places.map((place) => `    ${quoted(place.path)}) echo ${quoted(wordsAt(place))} ;;`),
  values: places.flatMap(({ path, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map((flag) => {
        const patterns = flag.names.map((name) => quoted(`${path} ${name}`)).join('|');
        return `    ${patterns}) echo ${quoted(valuesOf(flag))} ;;`;
      }),
  ),
  paths: places.map(({ path }) => quoted(path)),
});

export const bashCompletion = (places: readonly Place[]): string => {
  const { words, values, paths } = casesOf(places);
  return `# completion of dixon for bash: source <(dixon completion bash)
_dixon_words() {
  case "$1" in
${words.join('\n')}
  esac
}
# what may follow an option; fails for one that nothing follows
_dixon_values() {
  case "$1" in
${values.join('\n')}
    *) return 1 ;;
  esac
}
_dixon_is_command() {
  case "$1" in
    ${paths.join('|')}) return 0 ;;
  esac
  return 1
}
_dixon() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path=dixon word words= skip= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [ -n "$skip" ]; then skip=
    elif _dixon_values "$path $word" >/dev/null; then skip=yes
    elif _dixon_is_command "$path $word"; then path="$path $word"
    fi
  done
  if [ -n "$skip" ]; then words="$(_dixon_values "$path \${COMP_WORDS[COMP_CWORD - 1]}")"
  else words="$(_dixon_words "$path")"
  fi
  COMPREPLY=()
  case " $words " in
    *' ${FILES} '*) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
  COMPREPLY+=($(compgen -W "\${words//${FILES}/}" -- "$current"))
}
complete -o filenames -F _dixon dixon
`;
};
