package dev.leeward.unit;

import dev.leeward.unit.Units.Doing;
import dev.leeward.unit.Units.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How systemctl(1) is asked what a unit is doing, and what its answer means. It is asked for properties and not by {@code
 * is-active}, whose one word does not tell a unit that is not there from one that is stopped.
 */
public final class UnitText {
    private static final String PROPERTIES = "--property=LoadState,ActiveState,SubState,NRestarts,ExecMainStatus";

    private UnitText() {}

    /** The program and its arguments that ask; looking needs no rights. */
    public static List<String> look(String systemctl, String unit) {
        return List.of(systemctl, "show", "--no-pager", PROPERTIES, "--", unit);
    }

    /** What {@code output} says of {@code unit}. */
    public static Seen seen(String unit, String output) {
        var properties = properties(output);
        var active = properties.getOrDefault("ActiveState", "");
        if (properties.getOrDefault("LoadState", "").equals("not-found")) {
            return new Seen(Doing.MISSING, "there is no unit " + unit);
        }
        var doing = switch (active) {
            case "active", "reloading", "refreshing" -> Doing.ACTIVE;
            case "inactive", "failed", "maintenance" -> Doing.INACTIVE;
            case "activating", "deactivating" -> Doing.CHANGING;
            default -> Doing.UNKNOWN;
        };
        var more = properties.getOrDefault("SubState", "");
        var restarts = properties.getOrDefault("NRestarts", "0");
        return new Seen(
                doing,
                unit + " is " + (active.isEmpty() ? "in no state that is known" : active)
                        + (more.isEmpty() || more.equals(active) ? "" : " (" + more + ")")
                        + (restarts.equals("0") || restarts.isEmpty() ? "" : ", restarted " + restarts + " times"));
    }

    private static Map<String, String> properties(String output) {
        Map<String, String> properties = new HashMap<>();
        output.lines().forEach(each -> {
            int cut = each.indexOf('=');
            if (cut > 0)
                properties.put(each.substring(0, cut), each.substring(cut + 1).strip());
        });
        return properties;
    }
}
