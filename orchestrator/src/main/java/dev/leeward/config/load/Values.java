package dev.leeward.config.load;

import dev.leeward.config.load.Cell.Parser;
import dev.leeward.config.source.DidYouMean;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.ScalarKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads single values: texts, numbers, truth values, words out of a choice, lengths of time. */
final class Values {
    private static final int MAX_TEXT = 4096;
    private static final int MAX_PATTERN = 1000;
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private Values() {}

    /** A text without references to secrets; two dollar signs before a brace stand for one. */
    static Optional<String> text(Cell cell) {
        return raw(cell).flatMap(text -> {
            if (REFERENCE.matcher(text).find()) {
                return cell.wrong(
                        "a ${...} reference has no meaning here",
                        "references are for secrets; write $${ if ${ is meant as it stands");
            }
            return Optional.of(text.replace("$${", "${"));
        });
    }

    /** A text that is not empty. */
    static Optional<String> words(Cell cell) {
        return text(cell).flatMap(text -> text.isBlank() ? cell.wrong("must not be empty") : Optional.of(text));
    }

    /** A text as it stands. */
    static Optional<String> raw(Cell cell) {
        return cell.scalar().isEmpty()
                ? cell.expected("a text")
                : cell.scalar().flatMap(scalar -> {
                    if (scalar.kind() == ScalarKind.NOTHING) return cell.expected("a text");
                    if (scalar.kind() != ScalarKind.TEXT) {
                        return cell.wrong("expected a text, found " + cell.found(), "put it in quotes");
                    }
                    return printable(cell, scalar.text());
                });
    }

    /** A text, number or truth value, taken exactly as it is written. */
    static Optional<String> asWritten(Cell cell) {
        boolean quoteless = cell.scalar()
                .filter(scalar -> scalar.kind() != ScalarKind.TEXT && scalar.kind() != ScalarKind.NOTHING)
                .isPresent();
        return quoteless ? cell.scalar().map(Node.Scalar::text) : text(cell);
    }

    private static Optional<String> printable(Cell cell, String text) {
        if (text.length() > MAX_TEXT) return cell.wrong("longer than " + MAX_TEXT + " characters");
        return CONTROL.matcher(text).find()
                ? cell.wrong("must not hold control characters or line breaks")
                : Optional.of(text);
    }

    /** {@code true} or {@code false}. */
    static Optional<Boolean> flag(Cell cell) {
        Optional<Node.Scalar> scalar = cell.scalar();
        if (scalar.isPresent() && scalar.get().kind() == ScalarKind.TRUTH) {
            return Optional.of(Boolean.parseBoolean(scalar.get().text()));
        }
        String text = scalar.map(Node.Scalar::text).orElse("");
        if (text.matches("(?i)yes|on|y"))
            return cell.wrong("expected true or false, found " + cell.found(), "write true");
        if (text.matches("(?i)no|off|n"))
            return cell.wrong("expected true or false, found " + cell.found(), "write false");
        return text.matches("(?i)true|false")
                ? cell.wrong("expected true or false, found a text", "leave the quotes out")
                : cell.expected("true or false");
    }

    /** A whole number within bounds. */
    static Parser<Integer> number(int least, int most) {
        return cell -> {
            Optional<Node.Scalar> scalar = cell.scalar();
            String what = "a whole number from " + least + " to " + most;
            if (scalar.isEmpty() || scalar.get().kind() != ScalarKind.WHOLE) {
                boolean inQuotes = scalar.filter(s -> !s.plain() && s.text().matches("[0-9]+"))
                        .isPresent();
                return inQuotes
                        ? cell.wrong("expected " + what + ", found a text", "leave the quotes out")
                        : cell.expected(what);
            }
            String text = scalar.get().text();
            if (text.matches("[-+]?0[0-9]+|0[ox].*")) {
                return cell.wrong(
                        cell.found() + " can be read in two ways", "write it in decimal digits without a leading zero");
            }
            BigInteger value = new BigInteger(text);
            boolean within =
                    value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0;
            return within
                    ? Optional.of(value.intValueExact())
                    : cell.wrong("must be from " + least + " to " + most + ", is "
                            + text.substring(0, Math.min(20, text.length())));
        };
    }

    /** A number above 0 and at most 1. */
    static Optional<Double> share(Cell cell) {
        Optional<Node.Scalar> scalar = cell.scalar();
        boolean isNumber = scalar.filter(s -> s.text().length() < 20 && s.text().matches("[0-9]+(\\.[0-9]+)?"))
                .isPresent();
        if (scalar.isEmpty() || !scalar.get().plain() || !isNumber)
            return cell.expected("a number above 0 and at most 1");
        double value = new BigDecimal(scalar.get().text()).doubleValue();
        return value > 0 && value <= 1 ? Optional.of(value) : cell.wrong("must be above 0 and at most 1, is " + value);
    }

    /** One word of several. */
    static <T> Parser<T> choice(Map<String, T> words) {
        return cell -> {
            String all = String.join(", ", words.keySet());
            Optional<String> text = cell.scalar().map(Node.Scalar::text);
            if (text.isEmpty() || cell.isNothing()) return cell.expected("one of " + all);
            T value = words.get(text.get());
            if (value != null) return Optional.of(value);
            return cell.wrong(
                    "expected one of " + all + ", found " + cell.found(),
                    DidYouMean.closest(text.get(), words.keySet())
                            .map(word -> "did you mean \"" + word + "\"?")
                            .orElse("choose one of them"));
        };
    }

    /** A length of time within bounds. */
    static Parser<Duration> duration(Duration least, Duration most) {
        return cell -> {
            Optional<Node.Scalar> scalar = cell.scalar();
            if (scalar.isEmpty() || cell.isNothing()) return cell.expected("a length of time such as 5s");
            String text = scalar.get().text();
            Optional<Duration> length = DurationText.parse(text);
            if (length.isEmpty()) {
                return cell.wrong(
                        "expected a length of time with its unit, found " + cell.found(),
                        DurationText.guess(text)
                                .map(guess -> "did you mean " + guess + "?")
                                .orElse("write 500ms, 5s, 10m, 24h or 1d"));
            }
            return within(cell, length.get(), least, most);
        };
    }

    static Optional<Duration> within(Cell cell, Duration length, Duration least, Duration most) {
        boolean within = length.compareTo(least) >= 0 && length.compareTo(most) <= 0;
        return within
                ? Optional.of(length)
                : cell.wrong("must be from " + DurationText.of(least) + " to " + DurationText.of(most) + ", is "
                        + DurationText.of(length));
    }

    /** A regular expression (java.util.regex). */
    static Optional<String> pattern(Cell cell) {
        return words(cell).flatMap(text -> {
            if (text.length() > MAX_PATTERN) return cell.wrong("longer than " + MAX_PATTERN + " characters");
            try {
                return Optional.of(Pattern.compile(text).pattern());
            } catch (PatternSyntaxException e) {
                return cell.wrong(
                        "not a regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1));
            }
        });
    }
}
