package dev.leeward.api.body;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the journal.
 *
 * @param kind what happened: {@code run-started}
 * @param service which service it is about, where it is about one
 * @param sentence what happened, for a person
 * @param details the particulars by name; which ones depends on {@code kind}
 * @param hash of the journal's chain at this line
 */
public record EntryBody(
        long sequence,
        Instant at,
        String kind,
        Optional<String> service,
        String sentence,
        Map<String, Object> details,
        String hash) {
    /** The outside shape of {@code entry}. */
    public static EntryBody of(Entry entry) {
        var event = entry.event();
        Optional<String> service =
                event instanceof Event.OfService of ? Optional.of(of.service().value()) : Optional.empty();
        return new EntryBody(
                entry.sequence(),
                entry.at(),
                EventKinds.of(event),
                service,
                EventSentences.of(event),
                EventDetails.of(event),
                entry.hash());
    }
}
