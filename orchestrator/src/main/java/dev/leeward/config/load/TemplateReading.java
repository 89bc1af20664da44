package dev.leeward.config.load;

import dev.leeward.config.source.DidYouMean;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.ScalarKind;
import dev.leeward.probe.Template;
import dev.leeward.probe.Template.Into;
import dev.leeward.probe.Template.Piece;
import dev.leeward.secret.Secret;
import dev.leeward.secret.SecretReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads texts with places in them: {@code {name}} for what an earlier step captured, {@code ${env:NAME}} for a secret,
 * {@code {{name}}} for a text in braces.
 *
 * @param captured the names that there are at this step
 */
record TemplateReading(Set<String> captured) {
    /** What a capture may be called. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private static final Pattern SPECIAL = Pattern.compile("(?<dollar>\\$\\$\\{)|(?<secret>"
            + SecretReference.ANYWHERE.pattern() + ")|(?<stray>\\$\\{)|\\{\\{(?<braces>" + NAME.pattern()
            + ")}}|\\{(?<name>" + NAME.pattern() + ")}");
    private static final int LONGEST = 64 * 1024;
    private static final int DEEPEST = 32;

    /** A path from the base on; or the whole address that was captured. */
    Optional<Template> path(Cell cell) {
        return Values.raw(cell).flatMap(text -> {
            Matcher whole = Pattern.compile("\\{(" + NAME.pattern() + ")}").matcher(text);
            if (whole.matches()) return pieces(cell, text, Into.ADDRESS);
            if (!text.startsWith("/")) return cell.wrong("a path begins with /", "write /cart, from the base on");
            if (SecretReference.ANYWHERE.matcher(text).find()) {
                return cell.wrong("an address is shown to people and may not hold a secret", "send it in a header");
            }
            return text.chars().anyMatch(c -> c <= ' ' || c > '~')
                    ? cell.wrong("must be escaped, without spaces", "write %20 for a space")
                    : pieces(cell, text, Into.ADDRESS_PART);
        });
    }

    /** The value of a header. */
    Optional<Template> header(Cell cell) {
        return text(cell, Into.TEXT)
                .flatMap(template -> template.pieces().stream().anyMatch(TemplateReading::breaksLine)
                        ? cell.wrong("must hold printable ASCII only, in one line")
                        : Optional.of(template));
    }

    private static boolean breaksLine(Piece piece) {
        String text = piece instanceof Template.Captured ? "" : plain(piece);
        return text.chars().anyMatch(c -> Character.isISOControl(c) || c > '~');
    }

    private static String plain(Piece piece) {
        return piece instanceof Template.Hidden hidden ? hidden.text() : piece.shown();
    }

    /** A content as it stands. */
    Optional<Template> content(Cell cell) {
        return text(cell, Into.TEXT);
    }

    /** Fields of a form, as the content that a browser sends. */
    Optional<Template> form(Cell cell) {
        List<Piece> pieces = new ArrayList<>();
        Optional<Map<String, Cell>> fields = cell.named("names of fields with their values");
        if (fields.isEmpty()) return Optional.empty();
        fields.get().forEach((name, value) -> {
            String start = (pieces.isEmpty() ? "" : "&") + URLEncoder.encode(name, StandardCharsets.UTF_8) + "=";
            pieces.add(new Template.Text(start));
            text(value, Into.FORM).ifPresent(text -> pieces.addAll(text.pieces()));
        });
        return Optional.of(new Template(pieces));
    }

    /** JSON, written as YAML. */
    Optional<Template> json(Cell cell) {
        List<Piece> pieces = new ArrayList<>();
        int before = cell.reading().errors();
        json(cell, pieces, 0);
        return cell.reading().errors() == before ? Optional.of(new Template(pieces)) : Optional.empty();
    }

    private void json(Cell cell, List<Piece> pieces, int depth) {
        if (depth > DEEPEST) {
            cell.wrong("nested deeper than " + DEEPEST + " levels");
            return;
        }
        switch (cell.node()) {
            case Node.Mapping mapping -> {
                String before = "{";
                for (Node.Entry entry : mapping.entries()) {
                    String key = entry.key().text();
                    pieces.add(new Template.Text(before + quoted(key) + ":"));
                    json(new Cell(cell.reading(), entry.value(), below(cell, entry)), pieces, depth + 1);
                    before = ",";
                }
                pieces.add(new Template.Text(mapping.entries().isEmpty() ? "{}" : "}"));
            }
            case Node.Sequence list -> {
                String before = "[";
                for (int i = 0; i < list.items().size(); i++) {
                    Node item = list.items().get(i);
                    pieces.add(new Template.Text(before));
                    json(new Cell(cell.reading(), item, cell.place().item(i, item.span())), pieces, depth + 1);
                    before = ",";
                }
                pieces.add(new Template.Text(list.items().isEmpty() ? "[]" : "]"));
            }
            case Node.Scalar scalar -> jsonScalar(cell, scalar, pieces);
        }
    }

    private static Place below(Cell cell, Node.Entry entry) {
        return cell.place().name(entry.key().text(), Reading.pointAt(entry));
    }

    private void jsonScalar(Cell cell, Node.Scalar scalar, List<Piece> pieces) {
        if (scalar.kind() != ScalarKind.TEXT) {
            ProbeKinds.jsonText(cell).ifPresent(json -> pieces.add(new Template.Text(json)));
            return;
        }
        text(cell, Into.JSON_STRING).ifPresent(text -> {
            boolean alone = text.pieces().size() == 1 && text.pieces().getFirst() instanceof Template.Captured;
            if (alone && text.pieces().getFirst() instanceof Template.Captured(String name, Template.Into _)) {
                pieces.add(new Template.Captured(name, Into.JSON_VALUE));
                return;
            }
            pieces.add(new Template.Text("\""));
            pieces.addAll(text.pieces());
            pieces.add(new Template.Text("\""));
        });
    }

    private Optional<Template> text(Cell cell, Into into) {
        Optional<Node.Scalar> scalar = cell.scalar();
        if (scalar.isEmpty() || cell.isNothing()) return cell.expected("a text");
        if (scalar.get().text().length() > LONGEST) return cell.wrong("longer than " + LONGEST + " characters");
        return pieces(cell, scalar.get().text(), into);
    }

    private Optional<Template> pieces(Cell cell, String text, Into into) {
        int before = cell.reading().errors();
        List<Piece> pieces = new ArrayList<>();
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            addText(text.substring(from, special.start()), into, pieces);
            special(cell, special, into).ifPresent(pieces::add);
            from = special.end();
        }
        addText(text.substring(from), into, pieces);
        return cell.reading().errors() == before ? Optional.of(new Template(pieces)) : Optional.empty();
    }

    private Optional<Piece> special(Cell cell, Matcher at, Into into) {
        if (at.group("name") != null) return captured(cell, at.group("name"), into);
        if (at.group("secret") != null) return secret(cell, at.group("secret"), into);
        if (at.group("stray") != null) {
            return cell.wrong(
                    "this is no reference to a secret",
                    "write ${env:NAME} for a secret, {name} for what was captured, $${ for the text");
        }
        String meant = at.group("dollar") == null ? "{" + at.group("braces") + "}" : "${";
        return Optional.of(new Template.Text(escaped(meant, into)));
    }

    private static void addText(String text, Into into, List<Piece> pieces) {
        if (!text.isEmpty()) pieces.add(new Template.Text(escaped(text, into)));
    }

    private Optional<Piece> captured(Cell cell, String name, Into into) {
        if (captured.contains(name)) return Optional.of(new Template.Captured(name, into));
        return cell.wrong(
                "no earlier step captures \"" + name + "\"",
                DidYouMean.closest(name, captured)
                        .map(close -> "did you mean {" + close + "}?")
                        .orElse("add capture: {" + name + ": ...} to one, or write {{" + name + "}} for the text"));
    }

    private static Optional<Piece> secret(Cell cell, String reference, Into into) {
        cell.reading().cover(cell.node());
        Optional<Secret> secret = SecretReference.parse(reference).flatMap(one -> SecretValues.fetch(cell, one));
        return secret.map(found -> new Template.Hidden(escaped(found.reveal(), into), found.reveal()));
    }

    /** What stands in the file is meant as it stands; addresses are escaped by whoever writes them. */
    private static String escaped(String text, Into into) {
        return switch (into) {
            case TEXT, ADDRESS, ADDRESS_PART -> text;
            case FORM -> URLEncoder.encode(text, StandardCharsets.UTF_8);
            case JSON_STRING, JSON_VALUE -> {
                String quoted = quoted(text);
                yield quoted.substring(1, quoted.length() - 1);
            }
        };
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
