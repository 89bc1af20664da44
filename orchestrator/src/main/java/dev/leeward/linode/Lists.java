package dev.leeward.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads lists of the API, all their pages. */
public final class Lists {
    /** Of 500 each; Linode limits a domain to 12,000 records, and a steered one should have far fewer. */
    public static final int MOST_PAGES = 24;

    private static final int PAGE_SIZE = 500;

    private final LinodeHttp http;

    /** By these calls. */
    public Lists(LinodeHttp http) {
        this.http = http;
    }

    /**
     * Everything in a list.
     *
     * @param items by their ids
     * @param scopes of the token that read it
     */
    public record Listed(List<JsonNode> items, Optional<String> scopes) {}

    /** All pages of a list. That they fit together is checked: somebody may add or delete while we turn the pages. */
    public Answer<Listed> all(String path, Optional<String> filter, Allowance allowance) {
        TreeMap<Long, JsonNode> items = new TreeMap<>();
        int total = -1;
        for (int page = 1; page <= MOST_PAGES; page++) {
            String query = path + "?page=" + page + "&page_size=" + PAGE_SIZE;
            Answer<LinodeHttp.Reply> answer = http.call("GET", query, filter, Optional.empty(), allowance);
            if (!(answer instanceof Answer.Got<LinodeHttp.Reply>(LinodeHttp.Reply reply)))
                return answer.then(_ -> garbled(path));
            JsonNode body = reply.body();
            if (!body.path("data").isArray() || !body.path("pages").isIntegralNumber()) return garbled(path);
            for (JsonNode each : body.path("data")) {
                if (!each.path("id").isIntegralNumber()) return garbled(path);
                items.put(each.path("id").longValue(), each);
            }
            int results = body.path("results").asInt(-1);
            if (total == -1) total = results;
            boolean last = page >= body.path("pages").intValue();
            if (results != total || (last && items.size() != total))
                return new Answer.Refused<>(
                        Problem.passing(FaultCode.CONFLICT, "the list " + path + " changed while it was being read"));
            if (!last) continue;
            return new Answer.Got<>(new Listed(new ArrayList<>(items.values()), reply.scopes()));
        }
        return new Answer.Refused<>(Problem.lasting(
                FaultCode.EXHAUSTED, "%s has more than %d records".formatted(path, MOST_PAGES * PAGE_SIZE)));
    }

    /** What cannot be read. It may have been carried out: never a refusal. */
    public static <T> Answer<T> garbled(String what) {
        return new Answer.Doubtful<>(
                Problem.passing(FaultCode.GARBLED, "Linode's answer for " + what + " has not the documented form"));
    }
}
