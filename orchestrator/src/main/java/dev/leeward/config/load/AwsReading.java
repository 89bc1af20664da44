package dev.leeward.config.load;

import dev.leeward.config.AwsAccess;
import dev.leeward.config.MeasureSettings;
import dev.leeward.config.SteeringSettings;
import dev.leeward.measure.MeasureId;
import dev.leeward.region.RegionName;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which parameters and secrets at AWS are given which values, and where. */
final class AwsReading {
    private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]{1,1011}|(/[A-Za-z0-9_.-]+){1,15}");
    private static final Pattern SECRET =
            Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}|arn:aws[a-z-]*:secretsmanager:[A-Za-z0-9:/_+=.@-]{1,600}");
    private static final int MAX_NAMES = 32;

    private AwsReading() {}

    static Optional<MeasureSettings> parameters(Cell cell, MeasureId id) {
        return cell.section("regions of AWS, and values").flatMap(section -> {
            var access = access(section);
            var values = perRegion(section, "values", PARAMETER, Values::asWritten);
            var secrets = perRegion(section, "secrets", PARAMETER, SecretValues::reference);
            if (values.isEmpty() && secrets.isEmpty()) {
                cell.wrong("gives no parameter a value", "add values: {us-east: {/shop/region: us-east-1}}");
            }
            values.forEach((region, named) -> named.keySet().forEach(name -> {
                if (secrets.getOrDefault(region, Map.of()).containsKey(name)) {
                    cell.wrong(Cell.quoted(name) + " stands under values and under secrets");
                }
            }));
            section.end();
            return section.sound()
                    ? Optional.of(new MeasureSettings.ByParameters(id, access, values, secrets))
                    : Optional.empty();
        });
    }

    static Optional<MeasureSettings> secrets(Cell cell, MeasureId id) {
        return cell.section("regions of AWS, and secrets").flatMap(section -> {
            var access = access(section);
            section.require("secrets", "secrets: {us-east: {shop/database: \"${file:database.us-east}\"}}");
            var secrets = perRegion(section, "secrets", SECRET, SecretValues::reference);
            section.end();
            return section.sound() ? Optional.of(new MeasureSettings.BySecrets(id, access, secrets)) : Optional.empty();
        });
    }

    private static AwsAccess access(Section section) {
        Map<RegionName, String> regions = section.require("regions", "regions: {us-east: us-east-1}")
                .map(cell -> MeasureReading.regions(cell, "regions with those of AWS", AwsReading::awsRegion))
                .orElse(Map.of());
        Optional<URI> endpoint = section.optional("endpoint", Network::api);
        Optional<SteeringSettings.AccessKey> credentials = SteeringReading.accessKey(section);
        return new AwsAccess(regions, endpoint, credentials);
    }

    private static <T> Map<RegionName, Map<String, T>> perRegion(
            Section section, String key, Pattern names, Cell.Parser<T> parser) {
        return section.cell(key)
                .map(cell -> MeasureReading.regions(
                        cell, "regions with names and their values", each -> named(each, names, parser)))
                .orElse(Map.of());
    }

    private static <T> Optional<Map<String, T>> named(Cell cell, Pattern names, Cell.Parser<T> parser) {
        Map<String, T> values = new LinkedHashMap<>();
        cell.named("names with their values")
                .ifPresent(named -> named.forEach((name, value) -> {
                    if (names.matcher(name).matches()) parser.parse(value).ifPresent(it -> values.put(name, it));
                    else value.wrong(Cell.quoted(name) + " cannot be a name there");
                }));
        if (values.size() > MAX_NAMES) cell.wrong("more than " + MAX_NAMES + " names");
        return Optional.of(values);
    }

    private static Optional<String> awsRegion(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> AWS_REGION.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong(cell.found() + " is no region of AWS", "write us-east-1 or the like"));
    }
}
