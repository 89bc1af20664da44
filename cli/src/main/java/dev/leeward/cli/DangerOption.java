package dev.leeward.cli;

import dev.leeward.api.Spelling;
import dev.leeward.provision.Danger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a plan may destroy. */
final class DangerOption {
    @Option(
            names = "--allow",
            paramLabel = "DANGER",
            split = ",",
            completionCandidates = Words.class,
            description = "Allow steps that destroy something, by name: ${COMPLETION-CANDIDATES}.")
    private List<String> allowed = new ArrayList<>();

    Set<Danger> allowed(CommandLine command) {
        Set<Danger> dangers = EnumSet.noneOf(Danger.class);
        for (String word : allowed) {
            dangers.add(Arrays.stream(Danger.values())
                    .filter(danger -> danger.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            command, "'" + word + "' is nothing to allow" + Spelling.hint(word, words()))));
        }
        return dangers;
    }

    private static List<String> words() {
        return Arrays.stream(Danger.values()).map(Danger::word).toList();
    }

    /** For help and completion. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
