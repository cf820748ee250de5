package org.lungburden.statistics;

/** How p was found. */
public enum Method {
    /** From all arrangements of signs or of pairs. */
    EXACT,
    /** By the distribution that the arrangements of many pairs approach. */
    ASYMPTOTIC
}
