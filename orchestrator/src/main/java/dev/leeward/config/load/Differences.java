package dev.leeward.config.load;

import dev.leeward.config.load.ConfigurationCheck.Loaded;
import dev.leeward.config.source.Node;
import dev.leeward.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says for people what changed from one file to the next. Shows references to secrets, never secrets. */
final class Differences {
    private static final int MAX_LINES = 100;
    private static final int MAX_TEXT = 80;

    private Differences() {}

    static List<String> between(Loaded before, Loaded after) {
        SortedMap<String, String> old = flat(before);
        SortedMap<String, String> now = flat(after);
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            String from = old.get(path);
            String to = now.get(path);
            boolean same = from != null && from.equals(to);
            if (!same && to != null) {
                lines.add((from == null ? "+ " + path + ": " : "~ " + path + ": " + shown(path, from) + " -> ")
                        + shown(path, to));
            } else if (!same && from != null) {
                lines.add("- " + path + ": " + shown(path, from));
            } else if (to != null && !sameSecret(path, before.secrets(), after.secrets())) {
                lines.add("~ " + path + ": the secret behind " + to + " is another one");
            }
        }
        if (lines.size() <= MAX_LINES) return List.copyOf(lines);
        List<String> first = new ArrayList<>(lines.subList(0, MAX_LINES));
        first.add("... and " + (lines.size() - MAX_LINES) + " more");
        return List.copyOf(first);
    }

    private static boolean sameSecret(String path, Map<String, Secret> before, Map<String, Secret> after) {
        Secret a = before.get(path);
        Secret b = after.get(path);
        return a == null || b == null || a.equals(b);
    }

    private static SortedMap<String, String> flat(Loaded loaded) {
        SortedMap<String, String> values = new TreeMap<>();
        loaded.root().ifPresent(root -> collect("", root, values));
        return values;
    }

    private static void collect(String path, Node node, SortedMap<String, String> values) {
        switch (node) {
            case Node.Scalar scalar -> values.put(path, scalar.text());
            case Node.Mapping mapping ->
                mapping.entries().forEach(e -> collect(Place.path(path, e.key().text()), e.value(), values));
            case Node.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    collect(Place.path(path, i), list.items().get(i), values);
                }
            }
        }
    }

    /** A webhook's URL and a header may be secrets that the language lets stand in the file. */
    private static String shown(String path, String text) {
        boolean maySecret = path.endsWith(".webhook.url") || path.contains(".headers");
        if (maySecret && !text.startsWith("${")) return "(not shown)";
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
