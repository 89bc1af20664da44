package dev.leeward.notify;

/**
 * How a channel of notices stands.
 *
 * @param waiting notices that it has yet to deliver
 * @param failing whether the other channels were told that nothing gets through it
 */
public record ChannelStanding(int waiting, boolean failing) {}
