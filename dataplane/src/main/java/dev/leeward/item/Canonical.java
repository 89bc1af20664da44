package dev.leeward.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;

/**
 * Feeds values into a hash in the one form that equal values share. Every part is told apart by a tag and its length, so
 * that no two different values feed the same bytes.
 */
final class Canonical {
    private final MessageDigest hash;
    /** A hash takes many bytes at once faster than one after the other. */
    private final byte[] open = new byte[1024];

    private int filled;

    Canonical(MessageDigest hash) {
        this.hash = hash;
    }

    /** The hash of all that was fed. */
    byte[] digest() {
        flush();
        return hash.digest();
    }

    private void flush() {
        hash.update(open, 0, filled);
        filled = 0;
    }

    void key(ItemKey key) {
        value(key.partition());
        count('k', key.sort().isPresent() ? 1 : 0);
        key.sort().ifPresent(this::value);
    }

    void item(Item item) {
        map(item.attributes());
    }

    void text(String text) {
        bytes('s', text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(char tag, byte[] bytes) {
        count(tag, bytes.length);
        if (bytes.length > open.length - filled) flush();
        if (bytes.length > open.length) {
            hash.update(bytes);
            return;
        }
        System.arraycopy(bytes, 0, open, filled, bytes.length);
        filled += bytes.length;
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
            case Value.M m -> map(m.entries());
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

    private void map(SortedMap<String, Value> entries) {
        count('m', entries.size());
        entries.forEach((name, entry) -> {
            text(name);
            value(entry);
        });
    }

    /** The number has no zeros at its end, so its digits and its scale are its one form. */
    private void number(BigDecimal number) {
        count('n', number.scale());
        bytes('d', number.unscaledValue().toByteArray());
    }

    private void count(char tag, int count) {
        if (open.length - filled <= Integer.BYTES) flush();
        open[filled++] = (byte) tag;
        for (int shift = 24; shift >= 0; shift -= 8) open[filled++] = (byte) (count >>> shift);
    }
}
