package dev.leeward.probe.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Status line and headers of an answer. Headers are looked for when they are asked for: most looks want none.
 *
 * @param status three digits
 * @param statusLine without its line end
 * @param text all of it
 */
record AnswerHead(int status, String statusLine, String text) {

    private static final int STATUS_AT = "HTTP/1.1 ".length();

    static AnswerHead parse(String text) throws Malformed {
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).stripTrailing();
        int status = 0;
        boolean shaped = line.length() >= STATUS_AT + 3 && line.charAt(STATUS_AT - 1) == ' ';
        for (int i = STATUS_AT; shaped && i < STATUS_AT + 3; i++) {
            shaped = line.charAt(i) >= '0' && line.charAt(i) <= '9';
            status = status * 10 + (line.charAt(i) - '0');
        }
        boolean ends = line.length() == STATUS_AT + 3 || (shaped && line.charAt(STATUS_AT + 3) == ' ');
        if (!shaped || !ends || status < 100) throw new Malformed("not a status line: " + Malformed.quoted(line));
        return new AnswerHead(status, line, text);
    }

    /** 103 Early Hints and the like: the answer proper is still to come (RFC 9110, section 15.2). */
    boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** The status and the server's words for it, fit for a person. */
    String statusWords() {
        return statusLine.substring(STATUS_AT).replaceAll("[^ -~]", "?");
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of all headers of that name, in order, without the white space around them. */
    List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        String wanted = name.toLowerCase(Locale.ROOT);
        int at = text.indexOf('\n') + 1;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int stop = end < 0 ? text.length() : end;
            int colon = at + wanted.length();
            if (colon < stop && text.charAt(colon) == ':' && text.regionMatches(true, at, wanted, 0, wanted.length())) {
                values.add(text.substring(colon + 1, stop).strip());
            }
            at = stop + 1;
        }
        return values;
    }

    /** How long the body is, empty if the headers do not say. Several equal values are one (RFC 9112, section 6.3). */
    Optional<Long> contentLength() throws Malformed {
        List<String> values = all("content-length").stream().distinct().toList();
        if (values.isEmpty()) return Optional.empty();
        String digits = values.getFirst();
        if (values.size() > 1 || digits.isEmpty() || digits.length() > 18 || !isNumber(digits)) {
            throw new Malformed("not a length: " + Malformed.quoted(String.join(", ", values)));
        }
        return Optional.of(Long.parseLong(digits));
    }

    boolean isChunked() {
        List<String> codings = all("transfer-encoding");
        return !codings.isEmpty()
                && codings.getLast().toLowerCase(Locale.ROOT).strip().endsWith("chunked");
    }

    private static boolean isNumber(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
