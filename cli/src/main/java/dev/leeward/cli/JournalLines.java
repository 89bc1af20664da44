package dev.leeward.cli;

import dev.leeward.api.Json;
import java.io.PrintWriter;

/** Copies the journal's own lines from a node. */
final class JournalLines {
    private static final int PAGE = 1_000;

    private final ApiClient client;

    JournalLines(ApiClient client) {
        this.client = client;
    }

    /** Copies what follows {@code sequence}; the last sequence there is. */
    Said<Long> copy(long sequence, PrintWriter to) {
        long after = sequence;
        while (true) {
            var said = client.lines("/api/v1/journal?after=" + after + "&limit=" + PAGE);
            switch (said) {
                case Said.Refusal<String>(var problem) -> {
                    return new Said.Refusal<>(problem);
                }
                case Said.Silence<String>(var sentence) -> {
                    return new Said.Silence<>(sentence);
                }
                case Said.Answer<String>(String lines)
                when lines.isEmpty() -> {
                    to.flush();
                    return new Said.Answer<>(after);
                }
                case Said.Answer<String>(String lines) -> {
                    to.print(lines);
                    after = last(lines);
                }
            }
        }
    }

    private static long last(String lines) {
        var last = lines.substring(lines.lastIndexOf('\n', lines.length() - 2) + 1);
        return Json.MAPPER.readTree(last).path("sequence").asLong();
    }
}
