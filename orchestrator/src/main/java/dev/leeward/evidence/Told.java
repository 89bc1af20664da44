package dev.leeward.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one vantage point tells when it is asked.
 *
 * @param from its name
 * @param origin names this life of its process
 * @param next number to go on after
 * @param heldMicros how long the answer was held back, from the arrival of the question until it was written
 * @param looks in the order of telling, at most {@value #MOST_LOOKS}
 */
public record Told(String from, String origin, long next, long heldMicros, List<ToldLook> looks) {
    /** Of one answer. */
    public static final int MOST_LOOKS = 1_000;

    /** Of one answer's body, in bytes. */
    public static final int MOST_BYTES = 1_000_000;

    private static final int LONGEST_TEXT = 4_000;
    private static final int DEEPEST = 8;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public Told {
        looks = List.copyOf(looks);
        if (from.isBlank() || from.length() > LONGEST_TEXT || looks.size() > MOST_LOOKS) {
            throw new IllegalArgumentException("no answer of a vantage point");
        }
        if (Cursor.parse(new Cursor(origin, Math.max(0, next)).toString()).isEmpty() || next < 0 || heldMicros < 0) {
            throw new IllegalArgumentException("no place to go on from");
        }
    }

    /** As JSON, in UTF-8. */
    public byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

    /** What {@code json} says; empty when it is not what a vantage point tells. */
    static Optional<Told> parse(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, Told.class));
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }

    Cursor cursor() {
        return new Cursor(origin, next);
    }
}
