package dev.leeward.version;

import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stamp of an application: the version that it claims for what it writes, as text in an attribute of the item, as {@code
 * 1772331420123.0042@us-east}. Of two such texts the later version is the greater one, so that a store can compare them in the
 * condition of a write.
 */
public final class Claim {
    private static final Pattern FORM = Pattern.compile("([0-9]{13})\\.([0-9]{4})@(.{1,100})");
    private static final long MOST_MILLIS = 9_999_999_999_999L;
    private static final int MOST_COUNTED = 9_999;

    private Claim() {}

    /** What an item claims in this attribute, if that has the form of a stamp. */
    public static Optional<Version> of(Item item, String attribute) {
        return item.attribute(attribute).flatMap(Claim::parse);
    }

    /** The stamp of a version. */
    public static Value toValue(Version version) {
        if (version.millis() > MOST_MILLIS || version.counter() > MOST_COUNTED || version.isExpired()) {
            throw new IllegalArgumentException("no application claims this: " + version);
        }
        return new Value.S(
                String.format(Locale.ROOT, "%013d.%04d@%s", version.millis(), version.counter(), version.region()));
    }

    private static Optional<Version> parse(Value value) {
        if (!(value instanceof Value.S(String text))) return Optional.empty();
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !RegionName.isValid(form.group(3))) return Optional.empty();
        var region = new RegionName(form.group(3));
        return Optional.of(new Version(Long.parseLong(form.group(1)), Integer.parseInt(form.group(2)), region));
    }
}
