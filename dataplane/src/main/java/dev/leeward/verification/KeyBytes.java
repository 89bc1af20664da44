package dev.leeward.verification;

import dev.leeward.item.Bytes;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keys as bytes and back. Equal keys have equal bytes. */
final class KeyBytes {
    private static final byte TEXT = 's';
    private static final byte NUMBER = 'n';
    private static final byte BINARY = 'b';

    private KeyBytes() {}

    static byte[] of(ItemKey key) {
        byte[] partition = bytes(key.partition());
        byte[] sort = key.sort().map(KeyBytes::bytes).orElseGet(() -> new byte[0]);
        return ByteBuffer.allocate(Short.BYTES + partition.length + sort.length)
                .putShort((short) partition.length)
                .put(partition)
                .put(sort)
                .array();
    }

    static ItemKey key(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        int length = Short.toUnsignedInt(buffer.getShort());
        Value partition = value(buffer, length);
        return new ItemKey(
                partition, buffer.hasRemaining() ? Optional.of(value(buffer, buffer.remaining())) : Optional.empty());
    }

    private static byte[] bytes(Value value) {
        return switch (value) {
            case Value.S(String text) -> tagged(TEXT, text.getBytes(StandardCharsets.UTF_8));
            // A number has no zeros at its end, so its text is its one form.
            case Value.N(BigDecimal number) -> tagged(NUMBER, number.toString().getBytes(StandardCharsets.US_ASCII));
            case Value.B(Bytes content) -> tagged(BINARY, content.toArray());
            default -> throw new IllegalArgumentException("no store has such a key");
        };
    }

    private static byte[] tagged(byte tag, byte[] content) {
        return ByteBuffer.allocate(1 + content.length).put(tag).put(content).array();
    }

    private static Value value(ByteBuffer buffer, int length) {
        byte tag = buffer.get();
        var content = new byte[length - 1];
        buffer.get(content);
        return switch (tag) {
            case TEXT -> new Value.S(new String(content, StandardCharsets.UTF_8));
            case NUMBER -> new Value.N(new BigDecimal(new String(content, StandardCharsets.US_ASCII)));
            case BINARY -> new Value.B(Bytes.of(content));
            default -> throw new IllegalStateException("no key of ours");
        };
    }
}
