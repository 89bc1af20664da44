package dev.leeward.steering.route53;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An absolute name in lower case, without the last dot. Route 53 writes every character but a-z, 0-9, hyphen and underscore
 * as {@code \ooo} and ends names with a dot (API documentation, "DNS domain name format"); see {@link #wire}.
 */
record RecordName(String text) {
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-3][0-7]{2})");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_-]");
    private static final String DOT = "\\056";
    private static final int MAX = 255;

    RecordName {
        if (text.isEmpty() || text.length() > MAX || text.startsWith(".") || text.endsWith(".")) {
            throw new IllegalArgumentException("not an absolute name: '" + text + "'");
        }
    }

    /** From a person's or from Route 53's spelling. */
    static RecordName of(String given) {
        // A dot inside a label stays escaped: as a plain one it would separate labels.
        String decoded = ESCAPED.matcher(given)
                .replaceAll(found -> found.group().equals(DOT)
                        ? "\\\\056"
                        : Pattern.compile("[\\\\$]")
                                .matcher(Character.toString(Integer.parseInt(found.group(1), 8)))
                                .replaceAll("\\\\$0"));
        String lower = decoded.toLowerCase(Locale.ROOT);
        return new RecordName(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
    }

    /** The name of the record that carries the epoch. Its own label keeps it clear of the name's CNAME. */
    RecordName mark() {
        return new RecordName("_leeward." + text);
    }

    /** Whether this is {@code zone} or a name below it. */
    boolean within(RecordName zone) {
        return equals(zone) || text.endsWith("." + zone.text);
    }

    /** As Route 53 spells it. */
    String wire() {
        var wire = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String c = text.substring(i, i + 1);
            if (text.startsWith(DOT, i)) {
                wire.append(DOT);
                i += DOT.length() - 1;
            } else if (c.equals(".") || PLAIN.matcher(c).matches()) {
                wire.append(c);
            } else {
                wire.append(String.format(Locale.ROOT, "\\%03o", (int) c.charAt(0)));
            }
        }
        return wire.append('.').toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
