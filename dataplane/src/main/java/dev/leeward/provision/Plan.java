package dev.leeward.provision;

import dev.leeward.region.RegionName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has to happen until one table stands as declared.
 *
 * @param differences what stands otherwise than declared now
 * @param steps in the order in which they have to be taken
 * @param hindrances what no step here can cure, in words
 * @param cautions what a person should know, in words; nothing has to be done
 * @param unseen the declared regions that could not be looked at; each is among the hindrances, too
 */
public record Plan(
        String table,
        List<Difference> differences,
        List<Step> steps,
        List<String> hindrances,
        List<String> cautions,
        List<RegionName> unseen) {
    public Plan {
        differences = List.copyOf(differences);
        steps = List.copyOf(steps);
        hindrances = List.copyOf(hindrances);
        cautions = List.copyOf(cautions);
        unseen = List.copyOf(unseen);
    }

    /** Whether everything stands as declared. */
    public boolean isDone() {
        return differences.isEmpty() && steps.isEmpty() && hindrances.isEmpty();
    }

    /** The same, with what was found besides. */
    public Plan and(List<Difference> more, List<String> hindered, List<RegionName> notSeen) {
        return new Plan(
                table,
                Stream.concat(differences.stream(), more.stream()).toList(),
                steps,
                Stream.concat(hindrances.stream(), hindered.stream()).toList(),
                cautions,
                Stream.concat(unseen.stream(), notSeen.stream()).distinct().toList());
    }

    /** The steps that destroy something that is not allowed. */
    public List<Step> refused(Set<Danger> allowed) {
        return steps.stream()
                .filter(step -> step.danger()
                        .filter(danger -> !allowed.contains(danger))
                        .isPresent())
                .toList();
    }
}
