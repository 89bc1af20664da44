package dev.leeward.probe.flow;

import dev.leeward.probe.Template;
import dev.leeward.probe.Template.Captured;
import dev.leeward.probe.Template.Hidden;
import dev.leeward.probe.Template.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** What a walk has captured so far: puts it into requests, and keeps it and all secrets out of sentences. */
final class Notes {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** So much of a hidden text has to stand somewhere to be recognised; shorter ones have to stand there whole. */
    private static final int RECOGNISED = 8;

    /** Shorter texts are hidden nowhere: they stand in every sentence. */
    private static final int LEAST = 3;

    private static final String STARS = "***";

    private final Map<String, Value> values = new HashMap<>();
    private final Set<String> hidden = new LinkedHashSet<>();

    /**
     * Something captured.
     *
     * @param json as JSON has it: a number without quotes
     */
    record Value(String text, String json) {
        static Value of(String text) {
            return new Value(text, JSON.writeValueAsString(text));
        }

        @Override
        public String toString() {
            return STARS;
        }
    }

    Notes(List<String> secrets) {
        secrets.forEach(this::hide);
    }

    void keep(String name, Value value) {
        values.put(name, value);
        hide(value.text());
    }

    /** The text with everything in its place. */
    String fill(Template template) throws Unfit {
        var whole = new StringBuilder();
        for (var piece : template.pieces()) {
            whole.append(
                    switch (piece) {
                        case Text(String text) -> text;
                        case Hidden(String text, String _) -> text;
                        case Captured captured -> escaped(captured);
                    });
        }
        return whole.toString();
    }

    private String escaped(Captured place) throws Unfit {
        Value value = values.get(place.name());
        // Such a flow is not loaded.
        if (value == null) throw new IllegalStateException("nothing was captured as " + place.name());
        return switch (place.into()) {
            case TEXT, ADDRESS -> value.text();
            case ADDRESS_PART -> addressPart(place.name(), value.text());
            case FORM -> URLEncoder.encode(value.text(), StandardCharsets.UTF_8);
            case JSON_STRING -> {
                String quoted = JSON.writeValueAsString(value.text());
                yield quoted.substring(1, quoted.length() - 1);
            }
            case JSON_VALUE -> value.json();
        };
    }

    private static String addressPart(String name, String text) throws Unfit {
        // Dots are not escaped in an address, and would climb out of the path.
        if (text.equals(".") || text.equals("..")) {
            throw new Unfit("what was captured as " + name + " cannot stand in an address");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The sentence without anything captured or secret, not even the beginning of it. */
    String withoutSecrets(String sentence) {
        String shown = sentence;
        for (String text : hidden) shown = without(text, shown);
        return shown;
    }

    private static String without(String text, String sentence) {
        if (text.length() < RECOGNISED) return sentence.replace(text, STARS);
        String beginning = text.substring(0, RECOGNISED);
        var shown = new StringBuilder();
        int from = 0;
        for (int at = sentence.indexOf(beginning); at >= 0; at = sentence.indexOf(beginning, from)) {
            int length = RECOGNISED;
            while (length < text.length()
                    && at + length < sentence.length()
                    && text.charAt(length) == sentence.charAt(at + length)) length++;
            shown.append(sentence, from, at).append(STARS);
            from = at + length;
        }
        return shown.append(sentence.substring(from)).toString();
    }

    /** In every dress in which an answer or a sentence may show it. */
    private void hide(String text) {
        if (text.length() < LEAST) return;
        String quoted = JSON.writeValueAsString(text);
        hidden.add(text);
        hidden.add(quoted.substring(1, quoted.length() - 1));
        hidden.add(text.replaceAll("[^ -~]", "?"));
        hidden.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
}
