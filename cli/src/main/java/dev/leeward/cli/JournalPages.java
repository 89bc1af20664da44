package dev.leeward.cli;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.JournalBody;
import java.util.List;
import java.util.function.Consumer;

/** Reads the journal of a node page by page. */
final class JournalPages {
    private static final int PAGE = 500;

    private final ApiClient client;

    JournalPages(ApiClient client) {
        this.client = client;
    }

    /** Hands out pages after {@code sequence} until there are no more; what the node said last. */
    Said<JournalBody> each(long sequence, Consumer<List<EntryBody>> page) {
        var said = after(sequence, PAGE);
        while (said instanceof Said.Answer<JournalBody>(JournalBody body)
                && !body.entries().isEmpty()) {
            page.accept(body.entries());
            said = after(body.next(), PAGE);
        }
        return said;
    }

    private Said<JournalBody> after(long sequence, int limit) {
        return client.get("/api/v1/journal?after=" + sequence + "&limit=" + limit, JournalBody.class);
    }
}
