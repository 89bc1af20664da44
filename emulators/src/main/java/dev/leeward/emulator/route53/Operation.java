package dev.leeward.emulator.route53;

/** The calls of the API that are emulated. */
public enum Operation {
    GET_HOSTED_ZONE,
    LIST,
    CHANGE,
    GET_CHANGE
}
