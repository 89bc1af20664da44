package dev.leeward.api;

import dev.leeward.decision.OfflineRecord;
import dev.leeward.fault.Problem;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Read;
import java.util.Optional;
import java.util.function.Consumer;

/** What was done offline, as it comes in an order: written as in the journal. */
final class OfflineText {
    private OfflineText() {}

    static Optional<OfflineRecord> read(String text, Consumer<String> fault) {
        return switch (JournalFormat.offline(text)) {
            case Read.Of<OfflineRecord>(OfflineRecord offline) -> Optional.of(offline);
            case Read.Unreadable<OfflineRecord>(Problem problem) -> {
                fault.accept(problem.sentence());
                yield Optional.empty();
            }
        };
    }
}
