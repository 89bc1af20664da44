package dev.leeward.environment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The text of an environment file, in the form of {@code integrations/ENVIRONMENT.md}: read strictly, so that what one reader
 * takes for a value another does not take for two lines. Comments, order and all that is not set stay as they are.
 */
public final class EnvironmentText {
    /** Of a file. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final int LONGEST_VALUE = 4_096;
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/@%+-]*");
    private static final String ESCAPED = "\"\\`$";

    private final List<Line> lines;

    private EnvironmentText(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    private record Line(String text, Optional<String> name, String value) {}

    /** What reading came to. */
    public sealed interface Read {
        /** It is in form. */
        record Fine(EnvironmentText text) implements Read {}

        /** It is not, and is refused as a whole. */
        record Wrong(String sentence) implements Read {}
    }

    /** Without a line. */
    public static EnvironmentText empty() {
        return new EnvironmentText(List.of());
    }

    /** Reads {@code bytes}. */
    public static Read read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) return new Read.Wrong("larger than 64 KiB");
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Read.Wrong("not UTF-8");
        }
        List<Line> lines = new ArrayList<>();
        Map<String, Integer> first = new TreeMap<>();
        var split = text.split("\n", -1);
        int count = text.endsWith("\n") || text.isEmpty() ? split.length - 1 : split.length;
        for (int i = 0; i < count; i++) {
            var line = line(split[i]);
            if (line.isEmpty()) return new Read.Wrong("line " + (i + 1) + " is neither NAME=value nor a comment");
            var name = line.get().name();
            if (name.isPresent() && first.putIfAbsent(name.get(), i + 1) != null) {
                return new Read.Wrong(name.get() + " stands twice, again in line " + (i + 1));
            }
            lines.add(line.get());
        }
        return new Read.Fine(new EnvironmentText(lines));
    }

    private static Optional<Line> line(String text) {
        if (text.isEmpty() || text.startsWith("#")) return Optional.of(new Line(text, Optional.empty(), ""));
        int cut = text.indexOf('=');
        if (cut < 1 || !NAME.matcher(text.substring(0, cut)).matches()) return Optional.empty();
        var name = Optional.of(text.substring(0, cut));
        return value(text.substring(cut + 1)).map(value -> new Line(text, name, value));
    }

    private static Optional<String> value(String raw) {
        if (PLAIN.matcher(raw).matches()) return Optional.of(raw);
        if (raw.length() < 2 || !raw.startsWith("\"") || !raw.endsWith("\"")) return Optional.empty();
        var value = new StringBuilder();
        for (int i = 1; i < raw.length() - 1; i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                if (++i >= raw.length() - 1 || ESCAPED.indexOf(raw.charAt(i)) < 0) return Optional.empty();
                value.append(raw.charAt(i));
            } else if (ESCAPED.indexOf(c) >= 0 || (Character.isISOControl(c) && c != '\t')) {
                return Optional.empty();
            } else {
                value.append(c);
            }
        }
        return Optional.of(value.toString());
    }

    /** What is wrong with setting {@code name} to {@code value}; empty when nothing is. */
    public static Optional<String> objection(String name, String value) {
        if (!NAME.matcher(name).matches()) return Optional.of("not the name of a setting: " + shown(name));
        if (value.length() > LONGEST_VALUE)
            return Optional.of(name + " is longer than " + LONGEST_VALUE + " characters");
        // A line break would be a second line, which is to say another setting.
        if (value.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            return Optional.of(name + " holds a line break or another control character");
        }
        boolean broken = !StandardCharsets.UTF_8.newEncoder().canEncode(value);
        return broken ? Optional.of(name + " is not text that UTF-8 can hold") : Optional.empty();
    }

    private static String shown(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_.-]", "?");
        return "'" + plain.substring(0, Math.min(40, plain.length())) + "'";
    }

    /** The value of {@code name}. */
    public Optional<String> get(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(Optional.of(name)))
                .map(Line::value)
                .findFirst();
    }

    /** The same with {@code values}, which nothing can be objected to; new names come last, in their order. */
    public EnvironmentText with(Map<String, String> values) {
        List<Line> next = new ArrayList<>();
        var left = new TreeMap<>(values);
        for (var line : lines) {
            var name = line.name();
            var changed = name.flatMap(each -> Optional.ofNullable(left.remove(each)))
                    .filter(value -> !value.equals(line.value()));
            next.add(name.flatMap(each -> changed.map(value -> line(each, value)))
                    .orElse(line));
        }
        left.forEach((name, value) -> next.add(line(name, value)));
        return new EnvironmentText(next);
    }

    private static Line line(String name, String value) {
        return new Line(name + "=" + written(value), Optional.of(name), value);
    }

    private static String written(String value) {
        if (PLAIN.matcher(value).matches()) return value;
        var quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (ESCAPED.indexOf(c) >= 0) quoted.append('\\');
            quoted.append((char) c);
        });
        return quoted.append('"').toString();
    }

    /** As it stands in a file. */
    public byte[] bytes() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Fingerprint of {@link #bytes()}. */
    public String digest() {
        return digest(bytes());
    }

    /** Fingerprint of {@code bytes}. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
