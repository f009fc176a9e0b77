/** Completion for fish, with a description beside each word. */
import { fishQuoted as quoted } from './quote.ts';
import type { Flag, Place } from './tree.ts';

/** Fish asks this of every line: whether the words so far lead to this place. */
const at = ({ path }: Place): string => `-n ${quoted(`__dixon_at ${path}`)}`;

const flagLine = (place: Place, { names, description, takesValue, values, isFile }: Flag): string => {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const follows = takesValue
    ? [isFile ? '-r -F' : '-x', ...(values.length > 0 ? [`-a ${quoted(values.join(' '))}`] : [])]
    : [];
  return ['complete -c dixon', at(place), ...spelled, ...follows, `-d ${quoted(description)}`].join(' ');
};

const linesOf = (place: Place): string[] => [
  ...place.commands.map(
    ({ name, description }) => `complete -c dixon -f ${at(place)} -a ${name} -d ${quoted(description)}`,
  ),
  ...(place.values.length > 0 ? [`complete -c dixon -f ${at(place)} -a ${quoted(place.values.join(' '))}`] : []),
  ...(place.takesFile ? [`complete -c dixon -F ${at(place)}`] : []),
  ...place.flags.map((flag) => flagLine(place, flag)),
];

const valueFlags = (places: readonly Place[]): string[] => [
  ...new Set(places.flatMap(({ flags }) => flags.filter(({ takesValue }) => takesValue).flatMap(({ names }) => names))),
];

export const fishCompletion = (
  places: readonly Place[],
): string => `# completion of dixon for fish: dixon completion fish | source
set -g __dixon_commands ${places.map(({ path }) => quoted(path)).join(' ')}
set -g __dixon_values ${valueFlags(places).join(' ')}
function __dixon_at
    set -l path dixon
    set -l skip
    for word in (commandline -opc)[2..-1]
        if set -q skip[1]
            set -e skip
        else if contains -- $word $__dixon_values
            set skip yes
        else if contains -- "$path $word" $__dixon_commands
            set path "$path $word"
        end
    end
    test "$path" = "$argv"
end
complete -c dixon -f
${places.flatMap(linesOf).join('\n')}
`;
