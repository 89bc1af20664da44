package dev.leeward.emulator.linode;

/**
 * A node behind one port of a NodeBalancer, as it stands now.
 *
 * @param mode {@code accept}, {@code reject}, {@code drain} or {@code backup}
 * @param status as real answers spell it: {@code UP}, {@code DOWN} or {@code Unknown}
 */
public record LinodeNode(
        long id, long balancerId, long configId, String address, String label, String mode, String status) {
    LinodeNode with(String newMode, String newStatus) {
        return new LinodeNode(id, balancerId, configId, address, label, newMode, newStatus);
    }
}
