package dev.leeward.probe.flow;

import dev.leeward.judge.Answer;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * An answer, read up to its limit.
 *
 * @param url that it answers
 * @param words the status as people read it: {@code 503 Service Unavailable}
 * @param warning about its certificate
 */
record Page(HttpUrl url, int status, String words, Answer answer, Optional<String> warning) {
    Optional<String> header(String name) {
        List<String> values = answer.headers().apply(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** Where it leads, if it is a redirect (RFC 9110, section 15.4). */
    Optional<String> leadsTo() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> header("Location");
            default -> Optional.empty();
        };
    }
}
