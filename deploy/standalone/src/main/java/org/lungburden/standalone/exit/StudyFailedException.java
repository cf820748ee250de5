package org.lungburden.standalone.exit;

/** One study was refused or could not be measured; other studies may still be. */
public final class StudyFailedException extends CommandFailedException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;

    /**
     * @param refused whether the study is at fault, and not the service
     * @param code stable, see {@link org.lungburden.error.ErrorCode}
     * @param detail a sentence, perhaps with more lines
     */
    public StudyFailedException(boolean refused, String code, String detail) {
        super(refused ? ExitCode.BAD_INPUT : ExitCode.FAILED, code + ": " + detail, null);
        this.code = code;
        this.detail = detail;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }
}
