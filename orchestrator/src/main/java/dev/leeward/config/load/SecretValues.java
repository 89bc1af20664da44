package dev.leeward.config.load;

import dev.leeward.secret.Secret;
import dev.leeward.secret.SecretReference;
import dev.leeward.secret.Secrets.Fetched;
import java.util.Optional;
import java.util.regex.Matcher;

/** Reads values that are, or may be, secrets; none of them ever gets into a remark. */
final class SecretValues {
    private static final String HOW = "write ${env:NAME} or ${file:PATH}";

    private SecretValues() {}

    /** A reference to a secret; the secret itself must not stand in the file. */
    static Optional<Secret> reference(Cell cell) {
        cell.reading().cover(cell.node());
        if (cell.scalar().isEmpty() || cell.isNothing()) return cell.wrong("expected a reference to a secret", HOW);
        return cell.scalar().flatMap(scalar -> {
            Optional<SecretReference> reference = SecretReference.parse(scalar.text());
            return reference.isPresent()
                    ? fetch(cell, reference.get())
                    : cell.wrong("a secret must not stand in this file", "put it elsewhere and " + HOW);
        });
    }

    /** A reference to a secret, or a text for which no secrecy is demanded. */
    static Optional<Secret> referenceOrText(Cell cell) {
        cell.reading().cover(cell.node());
        Optional<SecretReference> reference = cell.scalar().flatMap(s -> SecretReference.parse(s.text()));
        return reference.isPresent()
                ? reference.flatMap(r -> fetch(cell, r))
                : Values.words(cell).map(Secret::of);
    }

    /** A text in which references stand for secrets. */
    static Optional<String> withReferences(Cell cell) {
        Optional<String> text = cell.scalar().map(s -> s.text()).filter(t -> t.contains("${"));
        if (text.isEmpty()) return Values.asWritten(cell);
        cell.reading().cover(cell.node());
        Matcher references = SecretReference.ANYWHERE.matcher(text.get());
        var whole = new StringBuilder();
        while (references.find()) {
            Optional<Secret> secret = fetch(cell, new SecretReference(references.group(1), references.group(2)));
            if (secret.isEmpty()) return Optional.empty();
            references.appendReplacement(
                    whole, Matcher.quoteReplacement(secret.get().reveal()));
        }
        references.appendTail(whole);
        return whole.chars().anyMatch(Character::isISOControl)
                ? cell.wrong("what the reference stands for holds a line break or control character")
                : Optional.of(whole.toString().replace("$${", "${"));
    }

    /** The secret that {@code reference} stands for. */
    static Optional<Secret> fetch(Cell cell, SecretReference reference) {
        return switch (cell.secrets().fetch(reference)) {
            case Fetched.Missing(String sentence) -> cell.wrong(sentence);
            case Fetched.Found(Secret secret, Optional<String> warning) -> {
                warning.ifPresent(w -> cell.reading().warning(cell.place(), w, Optional.empty()));
                cell.reading().keep(cell.place().path(), secret);
                yield Optional.of(secret);
            }
        };
    }
}
