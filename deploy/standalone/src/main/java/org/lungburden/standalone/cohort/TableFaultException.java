package org.lungburden.standalone.cohort;

/** The table cannot be read; the message follows the name of the file and tells what to do. */
final class TableFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableFaultException(String fault) {
        super(fault);
    }

    static TableFaultException inLine(long line, String fault) {
        return new TableFaultException("line " + line + ", " + fault);
    }
}
