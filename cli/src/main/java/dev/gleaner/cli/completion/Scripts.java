package dev.gleaner.cli.completion;

import dev.gleaner.cli.call.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scripts for shells, which complete by themselves: nothing is started while one types. */
final class Scripts {
    private static final String BASH = """
            # Completion of gleaner for bash: source <(./gleaner completion bash)
            _gleaner() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
                local two="$command ${COMP_WORDS[2]}" options= values=
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W "@FIRST@" -- "$word"))
                    return
                fi
                if [ "$COMP_CWORD" -eq 2 ] && [ "${word#-}" = "$word" ]; then
                    case $command in
            @SECOND@
                    esac
                fi
                case $two in
            @OPTIONS2@
                    *)
                        case $command in
            @OPTIONS1@
                        esac ;;
                esac
                case $before in
            @VALUES@
                esac
                if [ -n "$values" ]; then
                    COMPREPLY=($(compgen -W "$values" -- "$word"))
                elif [ "${word#-}" != "$word" ]; then
                    COMPREPLY=($(compgen -W "$options" -- "$word"))
                else
                    COMPREPLY=($(compgen -f -- "$word"))
                fi
            }
            complete -o filenames -F _gleaner gleaner ./gleaner
            """;

    private Scripts() {}

    static String bash(Words words) {
        StringBuilder second = new StringBuilder();
        words.second()
                .forEach((first, verbs) ->
                        second.append("            %s) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n"
                                .formatted(first, String.join(" ", verbs.keySet()))));
        StringBuilder two = new StringBuilder();
        StringBuilder one = new StringBuilder();
        words.options().forEach((name, options) -> {
            String names = String.join(" ", names(options));
            if (name.contains(" ")) {
                two.append("        \"%s\") options=\"%s\" ;;\n".formatted(name, names));
            } else {
                one.append("                %s) options=\"%s\" ;;\n".formatted(name, names));
            }
        });
        return BASH.replace("@FIRST@", String.join(" ", words.first().keySet()))
                .replace("@SECOND@\n", second)
                .replace("@OPTIONS2@\n", two)
                .replace("@OPTIONS1@\n", one)
                .replace("@VALUES@\n", values(words));
    }

    /** What may follow an option, by the command that has it: the same name may mean something else elsewhere. */
    private static String values(Words words) {
        StringBuilder text = new StringBuilder();
        Map<String, StringBuilder> byOption = new LinkedHashMap<>();
        words.options().forEach((name, options) -> {
            for (Option option : options) {
                if (!option.choices().isEmpty()) {
                    byOption.computeIfAbsent(option.name(), none -> new StringBuilder())
                            .append("            \"%s \"*) values=\"%s\" ;;\n"
                                    .formatted(name, String.join(" ", option.choices())));
                }
            }
        });
        byOption.forEach((option, cases) -> text.append(
                "        %s)\n            case \"$two \" in\n%s            esac ;;\n".formatted(option, cases)));
        return text.toString();
    }

    private static List<String> names(List<Option> options) {
        List<String> names = new ArrayList<>();
        for (Option option : options) {
            names.add(option.name());
            if (option.letter() != null) {
                names.add(option.letter());
            }
        }
        return names;
    }

    /** zsh runs the script of bash, once it has been told how. */
    static String zsh(Words words) {
        return "# Completion of gleaner for zsh: source <(./gleaner completion zsh)\n"
                + "autoload -U +X compinit && compinit -i\n"
                + "autoload -U +X bashcompinit && bashcompinit\n"
                + bash(words);
    }

    static String fish(Words words) {
        StringBuilder text =
                new StringBuilder("# Completion of gleaner for fish: ./gleaner completion fish | source\n");
        words.first()
                .forEach((name, about) -> text.append(
                        "complete -c gleaner -n __fish_use_subcommand -a %s -d %s\n".formatted(name, quoted(about))));
        words.second()
                .forEach((first, verbs) -> verbs.forEach((verb, about) -> text.append(
                        "complete -c gleaner -n '__fish_seen_subcommand_from %s; and test (count (commandline -opc)) -eq 2' -f -a %s -d %s\n"
                                .formatted(first, verb, quoted(about)))));
        words.options().forEach((name, options) -> {
            String[] parts = name.split(" ");
            String when = "__fish_seen_subcommand_from " + parts[0];
            if (parts.length > 1) {
                when += "; and __fish_seen_subcommand_from " + parts[1];
            }
            for (Option option : options) {
                text.append("complete -c gleaner -n '%s' -l %s"
                        .formatted(when, option.name().substring(2)));
                if (option.letter() != null) {
                    text.append(" -s ").append(option.letter().substring(1));
                }
                if (!option.choices().isEmpty()) {
                    text.append(" -x -a '")
                            .append(String.join(" ", option.choices()))
                            .append('\'');
                } else if (!option.isFlag()) {
                    text.append(" -r");
                }
                text.append(" -d ").append(quoted(option.about())).append('\n');
            }
        });
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
