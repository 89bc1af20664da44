package dev.leeward.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Feeds values into a hash in the one form that equal values share. Every part is told apart by a tag and its length, so
 * that no two different values feed the same bytes.
 */
final class Canonical {
    private final MessageDigest hash;

    Canonical(MessageDigest hash) {
        this.hash = hash;
    }

    void key(ItemKey key) {
        value(key.partition());
        count('k', key.sort().isPresent() ? 1 : 0);
        key.sort().ifPresent(this::value);
    }

    void item(Item item) {
        value(new Value.M(item.attributes()));
    }

    void text(String text) {
        bytes('s', text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(char tag, byte[] bytes) {
        count(tag, bytes.length);
        hash.update(bytes);
    }

    private void value(Value value) {
        switch (value) {
            case Value.S s -> text(s.text());
            case Value.N n -> number(n.number());
            case Value.B b -> bytes('b', b.bytes().toArray());
            case Value.Bool bool -> count('t', bool.truth() ? 1 : 0);
            case Value.Null _ -> count('0', 0);
            case Value.L l -> {
                count('l', l.elements().size());
                l.elements().forEach(this::value);
            }
            case Value.M m -> {
                count('m', m.entries().size());
                m.entries().forEach((name, entry) -> {
                    text(name);
                    value(entry);
                });
            }
            case Value.Ss set -> {
                count('S', set.texts().size());
                set.texts().forEach(this::text);
            }
            case Value.Ns set -> {
                count('N', set.numbers().size());
                set.numbers().forEach(this::number);
            }
            case Value.Bs set -> {
                count('B', set.elements().size());
                set.elements().forEach(element -> bytes('b', element.toArray()));
            }
        }
    }

    /** The number has no zeros at its end, so its digits and its scale are its one form. */
    private void number(BigDecimal number) {
        count('n', number.scale());
        bytes('d', number.unscaledValue().toByteArray());
    }

    private void count(char tag, int count) {
        hash.update((byte) tag);
        for (int shift = 24; shift >= 0; shift -= 8) hash.update((byte) (count >>> shift));
    }
}
